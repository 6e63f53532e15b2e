using System.Collections.Concurrent;

namespace NanoAgent.Collector.Storage;

/// <summary>What was looked up lately, at most twice <paramref name="most"/> entries: a young half that fills, and an old half that is dropped when it is full. Thread-safe.</summary>
/// <param name="most">Entries of one half.</param>
internal sealed class BoundedCache<TKey, TValue>(int most)
    where TKey : notnull
    where TValue : class
{
    private volatile ConcurrentDictionary<TKey, TValue> _young = new();
    private volatile ConcurrentDictionary<TKey, TValue> _old = new();
    private int _added;

    /// <summary>The value under a key, or null.</summary>
    public TValue? Find(TKey key)
    {
        if (_young.TryGetValue(key, out TValue? value))
        {
            return value;
        }

        if (!_old.TryGetValue(key, out value))
        {
            return null;
        }

        Keep(key, value);
        return value;
    }

    /// <summary>Keeps a value, in place of the one before.</summary>
    public void Keep(TKey key, TValue value)
    {
        if (!_young.TryAdd(key, value))
        {
            _young[key] = value;
            return;
        }

        if (Interlocked.Increment(ref _added) >= most)
        {
            Interlocked.Exchange(ref _added, 0);
            _old = _young;
            _young = new ConcurrentDictionary<TKey, TValue>();
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Interlocked.Exchange(ref _added, 0);
        _young = new ConcurrentDictionary<TKey, TValue>();
        _old = new ConcurrentDictionary<TKey, TValue>();
    }
}
