using NanoAgent.Checks;

namespace NanoAgent.Keeping;

/// <summary>What checks remember over reboots, in a settings store of its own.</summary>
public sealed class AgentMemory : IMemory
{
    private readonly SettingsStore _store;

    /// <summary>Takes the store; no one else may write to it.</summary>
    public AgentMemory(SettingsStore store)
    {
        _store = store;
    }

    /// <inheritdoc/>
    public string Get(string key) => _store.Get(key);

    /// <inheritdoc/>
    public void Set(string key, string value)
    {
        if (value == null)
        {
            _store.Remove(key);
        }
        else
        {
            _store.Put(key, value);
        }
    }
}
