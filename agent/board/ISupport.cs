namespace NanoAgent.Board;

/// <summary>The support period that the vendor declares in the firmware.</summary>
public interface ISupport : IPart
{
    /// <summary>End of security updates, seconds since 1970 UTC; 0 when not declared.</summary>
    long EndsAt { get; }
}
