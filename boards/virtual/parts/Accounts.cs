using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Boards.Virtual.Parts;

/// <summary>The unit's accounts and what guards them, as the admin endpoint and the agent see them.</summary>
internal interface IAccounts : ICredentials
{
    /// <summary>Is there a probe account?</summary>
    bool HasProbe { get; }

    /// <summary>A log-in over the admin endpoint: counts, throttles and logs.</summary>
    Attempt LogIn(string account, string password);

    /// <summary>Seconds for which an account is locked; 0 when it is not.</summary>
    int SecondsLocked(string account);

    /// <summary>The same, from flash alone, as after a reboot.</summary>
    int SecondsLockedAfterReload(string account);

    /// <summary>Clears the probe account's lock-out.</summary>
    bool ForgiveProbe();
}

/// <summary>Names of the accounts of a virtual unit.</summary>
internal static class AccountNames
{
    /// <summary>The owner's.</summary>
    public const string Admin = "admin";

    /// <summary>The access point's passphrase: no account to log in with.</summary>
    public const string SoftAp = "soft-ap";

    /// <summary>The probe account.</summary>
    public const string Probe = "probe";
}
