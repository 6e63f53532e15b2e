namespace NanoAgent.Boards.Virtual;

/// <summary>
/// The virtual unit lost power in the middle of a flash operation. Not a <see cref="Board.FlashException"/>: firmware gets
/// no chance to catch a power cut. Whoever drives the unit catches it and boots the unit again.
/// </summary>
public sealed class PowerLostException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="operation">The number of the operation that was cut, from 1.</param>
    public PowerLostException(int operation) : base($"power cut at flash operation {operation}") => Operation = operation;

    /// <summary>The number of the operation that was cut, from 1.</summary>
    public int Operation { get; }
}
