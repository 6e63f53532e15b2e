using System.Security.Cryptography;
using NanoAgent.Collector.Keys.OpenSsl;

namespace NanoAgent.Collector.Keys;

/// <summary>A private key that was read from a protected file.</summary>
internal sealed class FileKey : IPrivateKey
{
    private readonly ThreadLocal<IPrivateKey> _keys;

    /// <param name="parameters">Both parts of the key.</param>
    public FileKey(ECParameters parameters)
    {
        // A key's object is for one thread at a time; one each costs less than a lock.
        _keys = new ThreadLocal<IPrivateKey>(() => EvpHandle.IsThere ? new EvpSigner(parameters) : new FrameworkSigner(parameters), trackAllValues: true);
    }

    /// <inheritdoc/>
    public byte[] Sign(byte[] digest) => _keys.Value!.Sign(digest);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IPrivateKey key in _keys.Values)
        {
            key.Dispose();
        }

        _keys.Dispose();
    }
}
