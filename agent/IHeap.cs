namespace NanoAgent;

/// <summary>The managed heap, as far as the platform lets one care for it. Fragmentation ends a cycle before size does.</summary>
public interface IHeap
{
    /// <summary>Collects and compacts (nanoFramework: <c>Runtime.Native.GC.Run(true)</c>).</summary>
    void Compact();

    /// <summary>Bytes free now, or -1 when the platform cannot tell.</summary>
    int FreeBytes { get; }
}
