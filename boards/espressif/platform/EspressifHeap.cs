namespace NanoAgent.Boards.Espressif;

/// <summary>The managed heap, which the interpreter collects and compacts when it is told to.</summary>
public sealed class EspressifHeap : IHeap
{
    /// <summary>Collects to tell; without compacting, which takes longer.</summary>
    public int FreeBytes => (int)nanoFramework.Runtime.Native.GC.Run(false);

    /// <inheritdoc/>
    public void Compact() => nanoFramework.Runtime.Native.GC.Run(true);
}
