namespace NanoAgent.Attestation.Verify.Appraisal;

/// <summary>The tier of an appraisal (draft-ietf-rats-ear, <c>ear_status</c>). A greater number is worse, except that none says nothing at all.</summary>
public enum EarStatus
{
    /// <summary>Nothing can be said: no reference values, or the verifier did not get that far.</summary>
    None = 0,

    /// <summary>As it should be.</summary>
    Affirming = 1,

    /// <summary>Known weaknesses.</summary>
    Warning = 2,

    /// <summary>Not to be trusted.</summary>
    Contraindicated = 3,
}

/// <summary>The spelling of statuses in JSON.</summary>
public static class EarStatuses
{
    private static readonly string[] _names = ["none", "affirming", "warning", "contraindicated"];

    /// <summary>The name of a status.</summary>
    public static string Name(EarStatus status) => _names[(int)status];

    /// <summary>Reads a name that came from outside.</summary>
    public static bool TryParse(string? name, out EarStatus status)
    {
        int at = Array.IndexOf(_names, name);
        status = (EarStatus)Math.Max(at, 0);
        return at >= 0;
    }

    /// <summary>The tier of a trustworthiness claim's value (AR4SI §2.3.2).</summary>
    public static EarStatus TierOf(int claim) => claim switch
    {
        -1 or 0 or 1 => EarStatus.None,
        (>= 2 and <= 31) or (>= -32 and <= -2) => EarStatus.Affirming,
        (>= 32 and <= 95) or (>= -96 and <= -33) => EarStatus.Warning,
        _ => EarStatus.Contraindicated,
    };
}
