using nanoFramework.Hardware.Esp32;

namespace NanoAgent.Boards.Espressif;

/// <summary>Native memory, which TLS takes in two blocks of 16.7 KB: refused beforehand it costs nothing, failing in the middle it fragments more.</summary>
public static class TlsMemory
{
    /// <summary>Bytes that must be free: both buffers, and the contexts around them.</summary>
    public const uint NeededBytes = 45 * 1024;

    /// <summary>Bytes that must be free in one block.</summary>
    public const uint NeededBlockBytes = 17 * 1024;

    /// <summary>Is there room for one connection now?</summary>
    /// <remarks>Asked of all memory: without PSRAM that is the internal one, with it mbedTLS may take either.</remarks>
    public static bool HasRoom()
    {
        NativeMemory.GetMemoryInfo(NativeMemory.MemoryType.All, out uint _, out uint free, out uint largest);
        return free >= NeededBytes && largest >= NeededBlockBytes;
    }
}
