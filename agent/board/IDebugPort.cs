using NanoAgent.Attestation.Claims;

namespace NanoAgent.Board;

/// <summary>The debug interface: nanoFramework's Wire Protocol and the chip's JTAG.</summary>
public interface IDebugPort : IPart
{
    /// <summary>Is a debugger attached now?</summary>
    Answer Attached { get; }

    /// <summary>Does the Wire Protocol answer? On stock images it does, unauthenticated; Unknown when the build kind cannot be read.</summary>
    Answer WireProtocolOpen { get; }

    /// <summary>Is JTAG open? Only native code or a provisioning record can tell.</summary>
    Answer JtagOpen { get; }

    /// <summary>Is this a release (RTM) build, without the debugger?</summary>
    Answer ReleaseBuild { get; }
}
