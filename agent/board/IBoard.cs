using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Board;

/// <summary>
/// Everything that the agent knows of the unit on which it runs. A board implements the parts that it has and returns null
/// for those that it cannot see: null means unknown, never good. A part that is known to be missing says so by its presence.
/// </summary>
/// <remarks>
/// All members are called from the agent's one thread. Unless a member says otherwise it must return within 100 ms, must not
/// log, and must not throw; an exception makes the check <c>not-run</c>, and the other checks go on.
/// </remarks>
public interface IBoard
{
    /// <summary>Who the unit is. Never null.</summary>
    IIdentity Identity { get; }

    /// <summary>The clock. Never null.</summary>
    IClock Clock { get; }

    /// <summary>The random source. Never null.</summary>
    IRandomSource Random { get; }

    /// <summary>What feeds the random source, or null when the board cannot tell.</summary>
    IEntropy Entropy { get; }

    /// <summary>The flash area that belongs to the agent. Never null.</summary>
    IFlash Flash { get; }

    /// <summary>The unit's credentials, or null when the board cannot see them.</summary>
    ICredentials Credentials { get; }

    /// <summary>The network services that the unit offers, or null when unknown.</summary>
    IServices Services { get; }

    /// <summary>The firmware's update mechanism, or null when unknown.</summary>
    IUpdateMechanism Update { get; }

    /// <summary>The servers that the firmware connects to, or null when unknown.</summary>
    IEndpoints Endpoints { get; }

    /// <summary>The inventory of stored secrets, or null when unknown.</summary>
    IStorage Storage { get; }

    /// <summary>Ports and radios, or null when unknown.</summary>
    IInterfaces Interfaces { get; }

    /// <summary>The debug interface, or null when unknown.</summary>
    IDebugPort Debug { get; }

    /// <summary>The firmware's settings, or null when unknown.</summary>
    ISettings Settings { get; }

    /// <summary>The function that erases user data, or null when unknown.</summary>
    IEraser Eraser { get; }

    /// <summary>The security event log, or null when unknown.</summary>
    IEventLog EventLog { get; }

    /// <summary>What software is installed, or null when unknown.</summary>
    ISoftware Software { get; }

    /// <summary>What only native code or a fuse can tell, or null on stock firmware.</summary>
    INativeFacts Native { get; }

    /// <summary>The declared support period, or null when unknown.</summary>
    ISupport Support { get; }
}
