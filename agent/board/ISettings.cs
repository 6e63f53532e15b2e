using NanoAgent.Attestation.Claims;

namespace NanoAgent.Board;

/// <summary>The firmware's security-relevant settings and credentials, as far as they must outlast an outage.</summary>
public interface ISettings : IPart
{
    /// <summary>SHA-256 over the settings in force, keyed so that nothing can be guessed from it; 32 bytes, read anew from flash at each call.</summary>
    byte[] Digest();

    /// <summary>Grows with each change that a person or the firmware makes on purpose; 0 when the firmware does not count.</summary>
    uint Generation { get; }

    /// <summary>Are the settings in force the factory's?</summary>
    Answer AtFactoryDefaults { get; }

    /// <summary>
    /// Opens another instance of the same store over a given flash, so that power cuts can be rehearsed without touching
    /// the real settings. Null when the firmware's store cannot be opened so.
    /// </summary>
    ISettingsRehearsal OpenOver(IFlash flash);
}

/// <summary>A settings store under rehearsal: the same code, over a flash that can be cut.</summary>
public interface ISettingsRehearsal
{
    /// <summary>Stores a value under a key; durable when it returns.</summary>
    void Put(string key, string value);

    /// <summary>The value, or null when there is none (or the store is damaged).</summary>
    string Get(string key);
}
