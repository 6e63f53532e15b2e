namespace NanoAgent.Attestation.Claims;

/// <summary>The ids of the agent's own checks, as they stand in <c>measres</c> (SPEC.md lists what each asks).</summary>
public static class CheckIds
{
    /// <summary>Is any credential of the unit a known default of the platform or the trade?</summary>
    public const string DefaultCredentials = "default-credentials";

    /// <summary>Is every factory-set credential this unit's own?</summary>
    public const string CredentialsUnique = "credentials-unique";

    /// <summary>Can credentials be changed, and is the old value then refused?</summary>
    public const string CredentialChange = "credential-change";

    /// <summary>Does every service refuse who has no, or the wrong, credential?</summary>
    public const string AccessControl = "access-control";

    /// <summary>Is guessing slowed down?</summary>
    public const string BruteForce = "brute-force";

    /// <summary>Is there a way to update the software?</summary>
    public const string UpdateMechanism = "update-mechanism";

    /// <summary>Is an update accepted only when it is genuine, whole, for this model and newer?</summary>
    public const string UpdateVerification = "update-verification";

    /// <summary>Do updates come over a verified channel only?</summary>
    public const string UpdateChannel = "update-channel";

    /// <summary>Are the stored secrets protected?</summary>
    public const string StorageProtection = "storage-protection";

    /// <summary>Are connections refused to a server with the wrong CA or host name?</summary>
    public const string TransportSecurity = "transport-security";

    /// <summary>Are only the declared interfaces in use?</summary>
    public const string Interfaces = "interfaces";

    /// <summary>Is the debug interface closed?</summary>
    public const string DebugInterface = "debug-interface";

    /// <summary>Do settings and credentials outlast reboots and power cuts?</summary>
    public const string OutageRecovery = "outage-recovery";

    /// <summary>Does erasing leave nothing readable?</summary>
    public const string Erasure = "erasure";

    /// <summary>Is an event that happens found in the log, whole and without secrets?</summary>
    public const string EventLog = "event-log";

    /// <summary>Does the unit have an identity of its own, and is it the one it had?</summary>
    public const string Identity = "identity";

    /// <summary>Is it known what software runs?</summary>
    public const string SoftwareInventory = "software-inventory";

    /// <summary>Is the random source alive, and fed?</summary>
    public const string Randomness = "randomness";

    /// <summary>Is the clock set?</summary>
    public const string Clock = "clock";

    /// <summary>Is only signed firmware started?</summary>
    public const string SecureBoot = "secure-boot";

    /// <summary>Is the flash encrypted by the chip?</summary>
    public const string FlashEncryption = "flash-encryption";

    /// <summary>Does the chip refuse older firmware?</summary>
    public const string AntiRollback = "anti-rollback";

    /// <summary>Is the support period stated and not over?</summary>
    public const string SupportPeriod = "support-period";
}
