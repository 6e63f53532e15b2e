namespace NanoAgent.Attestation.Claims;

/// <summary>Reason codes shared by all checks. A check adds codes of its own where these do not say enough (SPEC.md lists all).</summary>
public static class Reasons
{
    /// <summary>The property holds.</summary>
    public const string Holds = "holds";

    /// <summary>The agent cannot see it from managed code on this board. Only this reason makes a row unknown.</summary>
    public const string Unobservable = "unobservable";

    /// <summary>The function is known to be missing. Contradicts a row that requires the function.</summary>
    public const string NotThere = "not-there";

    /// <summary>Nothing to which the question applies: no credentials, no services, no endpoints.</summary>
    public const string NothingToCheck = "nothing-to-check";

    /// <summary>The probe policy forbids the probe.</summary>
    public const string ForbiddenByPolicy = "forbidden-by-policy";

    /// <summary>The check threw; the others went on.</summary>
    public const string Threw = "threw";

    /// <summary>The check overran its time.</summary>
    public const string OutOfTime = "out-of-time";

    /// <summary>No memory for it, even after a compaction.</summary>
    public const string OutOfMemory = "out-of-memory";

    /// <summary>What the probe needed did not answer.</summary>
    public const string Unreachable = "unreachable";
}
