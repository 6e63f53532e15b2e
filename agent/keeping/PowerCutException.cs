using NanoAgent.Board;

namespace NanoAgent.Keeping;

/// <summary>The rehearsed power cut: from here on the flash answers nothing until <see cref="MemoryFlash.PowerUp"/>.</summary>
public sealed class PowerCutException : FlashException
{
    /// <summary>Makes one.</summary>
    public PowerCutException() : base("power cut")
    {
    }
}
