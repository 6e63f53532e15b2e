using System.Security.Cryptography;

namespace NanoAgent.Collector.Keys;

/// <summary>A private key as the framework keeps it, where OpenSSL 3 is not there. One thread at a time.</summary>
/// <param name="parameters">Both parts of the key.</param>
internal sealed class FrameworkSigner(ECParameters parameters) : IPrivateKey
{
    private readonly ECDsa _key = ECDsa.Create(parameters);

    /// <inheritdoc/>
    public byte[] Sign(byte[] digest) => _key.SignHash(digest);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
