namespace NanoAgent.Following;

/// <summary>What became of an announcement of the collector.</summary>
public enum AnnouncementOutcome
{
    /// <summary>The collector does not answer.</summary>
    Unreachable,

    /// <summary>No key that the unit knows has signed it, it is older than one that was read, or where it leads nobody answers.</summary>
    Refused,

    /// <summary>It says what the unit knows.</summary>
    Unchanged,

    /// <summary>The unit has another pin, another address, or both.</summary>
    Taken,
}
