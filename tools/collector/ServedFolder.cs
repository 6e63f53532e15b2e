using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector;

/// <summary>A data folder while a collector serves it: a second one is refused until the first has ended. Commands beside it read and write as before.</summary>
/// <remarks>An open file that the operating system holds locked. The lock goes with the process, however that ends; the empty file stays.</remarks>
internal sealed class ServedFolder : IDisposable
{
    /// <summary>The file's name; a copy of the folder does without it.</summary>
    public const string LockName = "serving.lock";

    // "Somebody else has it" as .NET hands it on: ERROR_SHARING_VIOLATION of Windows, EWOULDBLOCK of Linux and of macOS.
    private static readonly int[] _taken = [unchecked((int)0x80070020), 11, 35];

    private readonly FileStream _lock;

    private ServedFolder(FileStream held) => _lock = held;

    /// <summary>Takes the folder, and makes it when it is not there.</summary>
    /// <exception cref="StoreRefusedException">Another collector serves it.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static ServedFolder Take(string folder)
    {
        PrivateFile.MakeFolder(folder);

        try
        {
            return new ServedFolder(PrivateFile.OpenLocked(Path.Combine(folder, LockName)));
        }
        catch (IOException e) when (_taken.Contains(e.HResult))
        {
            throw new StoreRefusedException($"{folder} is in use: another collector serves it");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}
