namespace NanoAgent.Checks;

/// <summary>What a check remembers over cycles and reboots: short texts under short keys, kept in the agent's own settings store.</summary>
/// <remarks>Durable when <see cref="Set"/> returns; atomic under power cuts.</remarks>
public interface IMemory
{
    /// <summary>The text under the key, or null.</summary>
    /// <param name="key">a-z, 0-9 and hyphens, at most 24 characters; begin it with the check's id.</param>
    string Get(string key);

    /// <summary>Stores a text of at most 128 printable ASCII characters; null removes the key.</summary>
    void Set(string key, string value);
}
