namespace NanoAgent.Board;

/// <summary>
/// A folder of small files that belongs to the agent. Nothing about it is atomic: a power cut during any writing call can
/// leave the file torn (any prefix of the new bytes), and what was not <see cref="Sync"/>ed may be lost or kept.
/// </summary>
/// <remarks>
/// There is no rename: nanoFramework promises no atomic one. Keep two copies and a checksum instead (agent/keeping does).
/// Names are 1 to 24 characters of a-z, 0-9 and '.'. A failing medium throws <see cref="FlashException"/>.
/// </remarks>
public interface IFlash
{
    /// <summary>Does the file exist?</summary>
    bool Exists(string name);

    /// <summary>Length in bytes; 0 when the file does not exist.</summary>
    int Length(string name);

    /// <summary>Reads from a position.</summary>
    /// <returns>Bytes read, fewer than asked for at the end of the file; 0 when the file does not exist.</returns>
    int Read(string name, int position, byte[] buffer, int offset, int count);

    /// <summary>Replaces the whole file, creating it when needed.</summary>
    void Write(string name, byte[] data, int offset, int count);

    /// <summary>Appends to the file, creating it when needed.</summary>
    void Append(string name, byte[] data, int offset, int count);

    /// <summary>Removes the file; nothing happens when it does not exist.</summary>
    void Delete(string name);

    /// <summary>Returns after all that was written is on the medium.</summary>
    void Sync();

    /// <summary>Bytes that can still be written, or -1 when the board cannot tell (nanoFramework's DriveInfo has no free space).</summary>
    int FreeBytes { get; }
}
