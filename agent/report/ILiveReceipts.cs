namespace NanoAgent.Report;

/// <summary>Hears that a report of an observation, made under the very nonce that it was sent with, has its receipt.</summary>
public interface ILiveReceipts
{
    /// <summary>The receipt is there. May be called again for the same observation after a power cut.</summary>
    void Received(uint observation);
}
