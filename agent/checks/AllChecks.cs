namespace NanoAgent.Checks;

/// <summary>The agent's own checks, in the order in which they run and stand in the token.</summary>
public static class AllChecks
{
    /// <summary>
    /// Makes all of them. Reading comes before probing where one could disturb the other; erasure stands last, since after it
    /// there may be nothing left to ask.
    /// </summary>
    /// <param name="moreDefaults">Further known default values, one a line; null for none.</param>
    public static ICheck[] Create(string moreDefaults) => new ICheck[]
    {
        new IdentityCheck(),
        new SoftwareInventoryCheck(),
        new RandomnessCheck(),
        new ClockCheck(),
        new OutageRecoveryCheck(),
        new DefaultCredentialsCheck(moreDefaults),
        new CredentialsUniqueCheck(),
        new CredentialChangeCheck(),
        new AccessControlCheck(),
        new BruteForceCheck(),
        new UpdateMechanismCheck(),
        new UpdateVerificationCheck(),
        new UpdateChannelCheck(),
        new TransportSecurityCheck(),
        new StorageProtectionCheck(),
        new InterfacesCheck(),
        new DebugInterfaceCheck(),
        new EventLogCheck(),
        new SecureBootCheck(),
        new FlashEncryptionCheck(),
        new AntiRollbackCheck(),
        new SupportPeriodCheck(),
        new ErasureCheck(),
    };
}
