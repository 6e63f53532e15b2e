namespace NanoAgent.Boards.SecureElement;

/// <summary>The wire to the chip, and the time that passes at its end of it.</summary>
/// <remarks>One chip, one thread. Nothing throws for a chip that does not answer.</remarks>
public interface IChipBus
{
    /// <summary>Holds the data line low for at least 60 µs, which wakes every chip of the family on the bus.</summary>
    void Wake();

    /// <summary>Writes all of the bytes. False when the chip did not acknowledge.</summary>
    bool TryWrite(byte[] bytes);

    /// <summary>Fills the buffer. False when the chip did not acknowledge: it is asleep, or busy with a command.</summary>
    bool TryRead(byte[] buffer);

    /// <summary>Waits.</summary>
    void Wait(int milliseconds);
}
