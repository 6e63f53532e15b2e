namespace NanoAgent.Boards.Virtual;

/// <summary>What becomes of bytes that were written and not yet synced when the power goes.</summary>
public enum Unsynced
{
    /// <summary>All of them are lost.</summary>
    Lost = 0,

    /// <summary>All of them happened to reach the medium.</summary>
    Kept = 1,

    /// <summary>For each file apart, some leading operations are kept and the next one is torn; chance decides.</summary>
    Mixed = 2,
}

/// <summary>Faults to inject into a <see cref="FolderFlash"/>. All are off at first.</summary>
public sealed class FlashFaults
{
    /// <summary>Cut the power in the middle of this operation, counted from 1 since the flash was opened (<see cref="FolderFlash.Operations"/>); 0 never. Write, Append, Delete and Sync count.</summary>
    public int CutAtOperation { get; set; }

    /// <summary>What becomes of unsynced bytes at a cut.</summary>
    public Unsynced Unsynced { get; set; } = Unsynced.Mixed;

    /// <summary>Decides how mixed losses fall. Handed in, so that a failing run can be repeated.</summary>
    public Random Chance { get; set; } = new(1);

    /// <summary>Every write throws, as on a medium that is full or worn out.</summary>
    public bool WritesFail { get; set; }

    /// <summary>Reads of this file throw; null for none.</summary>
    public string? UnreadableFile { get; set; }
}
