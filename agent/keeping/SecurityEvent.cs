namespace NanoAgent.Keeping;

/// <summary>What an entry of the <see cref="EventLog"/> is about. The numbers stand in flash: never reuse one.</summary>
public enum SecurityEvent
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>A log-in was looked at and refused.</summary>
    LoginRefused = 1,

    /// <summary>An account became locked after too many refused log-ins.</summary>
    AccountLocked = 2,

    /// <summary>A credential was changed.</summary>
    CredentialChanged = 3,

    /// <summary>An update became the version to start.</summary>
    UpdateInstalled = 4,

    /// <summary>An update was refused.</summary>
    UpdateRefused = 5,

    /// <summary>User data was erased.</summary>
    Erased = 6,

    /// <summary>Settings were changed.</summary>
    SettingsChanged = 7,

    /// <summary>The log found the torn rest of an entry that a power cut had interrupted, and dropped it.</summary>
    TornEntry = 100,

    /// <summary>The log found entries that are whole in form but not in content, and could not follow the chain over them.</summary>
    DamagedEntries = 101,
}
