using System.Security.Cryptography;

namespace NanoAgent.Collector.Keys;

/// <summary>A private key that was read from a protected file.</summary>
internal sealed class FileKey : IPrivateKey
{
    private readonly ThreadLocal<ECDsa> _keys;

    /// <param name="parameters">Both parts of the key.</param>
    public FileKey(ECParameters parameters)
    {
        // An ECDsa object is for one thread at a time; one each costs less than a lock.
        _keys = new ThreadLocal<ECDsa>(() => ECDsa.Create(parameters), trackAllValues: true);
    }

    /// <inheritdoc/>
    public byte[] Sign(byte[] digest) => _keys.Value!.SignHash(digest);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ECDsa key in _keys.Values)
        {
            key.Dispose();
        }

        _keys.Dispose();
    }
}
