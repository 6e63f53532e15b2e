using System.Diagnostics;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.NativeFacts
{
    /// <summary>The debug interface, as the chip's fuses and the firmware's build tell.</summary>
    /// <remarks>
    /// A release (RTM) build of nf-interpreter leaves the source-level debugger out and keeps the Wire Protocol's monitor commands, which
    /// read and write flash without authentication. So the two are told apart.
    /// </remarks>
    public sealed class ChipDebugPort : IDebugPort
    {
        /// <inheritdoc/>
        public Presence Presence => Presence.Present;

        /// <inheritdoc/>
        public Answer Attached => Debugger.IsAttached ? Answer.Yes : Answer.No;

        /// <inheritdoc/>
        public Answer WireProtocolOpen => ChipFacts.Ask(Chip.WireProtocolOpen);

        /// <inheritdoc/>
        public Answer JtagOpen => ChipFacts.Ask(Chip.JtagOpen);

        /// <inheritdoc/>
        public Answer ReleaseBuild => ChipFacts.Ask(Chip.ReleaseBuild);
    }
}
