namespace NanoAgent.Attestation.Crypto;

/// <summary>Where unpredictable bytes come from. Handed in, so that a test can hand in its own.</summary>
/// <remarks>One implementation per board; called from the agent's thread only.</remarks>
public interface IRandomSource
{
    /// <summary>Fills the whole buffer with bytes that nobody can predict. On ESP32 that holds only while a radio is on.</summary>
    /// <param name="buffer">At least one byte.</param>
    void Fill(byte[] buffer);
}
