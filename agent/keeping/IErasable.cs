using NanoAgent.Attestation.Claims;

namespace NanoAgent.Keeping;

/// <summary>A store that the erase function knows.</summary>
public interface IErasable
{
    /// <summary>A public name: a-z, 0-9 and hyphens, at most 24 characters.</summary>
    string StoreName { get; }

    /// <summary>Erases; may be called again after a power cut in the middle of an earlier call.</summary>
    void Erase();

    /// <summary>Is the store as the factory made it?</summary>
    Answer AtDefaults();

    /// <summary>Stores a canary the way real content is stored.</summary>
    /// <param name="canary">1 to 32 characters of a-z and 0-9.</param>
    /// <returns>False when the store takes none.</returns>
    bool Plant(string canary);

    /// <summary>Do the raw bytes of the store hold the pattern?</summary>
    bool RawContains(byte[] pattern);
}
