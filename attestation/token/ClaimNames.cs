using NanoAgent.Attestation.Claims;

namespace NanoAgent.Attestation.Token;

/// <summary>How enumerated values are spelled in a token.</summary>
public static class ClaimNames
{
    /// <summary>The spelling in <c>measres</c> (RFC 9711 §4.2.17).</summary>
    public static string Of(Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Success: return "success";
            case Outcome.Fail: return "fail";
            case Outcome.NotRun: return "not-run";
            default: return "absent";
        }
    }

    /// <summary>The spelling in <c>na_findings</c>.</summary>
    public static string Of(Basis basis)
    {
        switch (basis)
        {
            case Basis.Declared: return "declared";
            case Basis.Measured: return "measured";
            case Basis.Probed: return "probed";
            default: return "none";
        }
    }

    /// <summary>The spelling in <c>na_unit</c>.</summary>
    public static string Of(KeyProtection protection)
    {
        switch (protection)
        {
            case KeyProtection.PlainFlash: return "plain-flash";
            case KeyProtection.EncryptedFlash: return "encrypted-flash";
            case KeyProtection.SecureElement: return "secure-element";
            case KeyProtection.Efuse: return "efuse";
            default: return "unknown";
        }
    }
}
