using System.Diagnostics;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Boards.Espressif;

/// <summary>The debug interface, of which managed code sees one thing: whether a debugger is attached.</summary>
public sealed class EspressifDebugPort : IDebugPort
{
    /// <inheritdoc/>
    public Presence Presence => Presence.Present;

    /// <inheritdoc/>
    public Answer Attached => Debugger.IsAttached ? Answer.Yes : Answer.No;

    /// <summary>Yes while one is attached, for it came that way. Else unknown: stock images answer, but a build can be without, and nothing tells them apart.</summary>
    public Answer WireProtocolOpen => Debugger.IsAttached ? Answer.Yes : Answer.Unknown;

    /// <summary>A fuse, which managed code cannot read.</summary>
    public Answer JtagOpen => Answer.Unknown;

    /// <summary>How the image was built, which it does not tell.</summary>
    public Answer ReleaseBuild => Answer.Unknown;
}
