namespace NanoAgent.Collector.Keys.Pkcs11;

/// <summary>A private key that lies in a token and never leaves it.</summary>
/// <param name="token">The token; shared, and disposed by whoever opened it.</param>
/// <param name="name">Which key.</param>
internal sealed class TokenKey(KeyToken token, TokenKeyName name) : IPrivateKey
{
    /// <inheritdoc/>
    public byte[] Sign(byte[] digest) => token.Sign(name, digest);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The token is shared.
    }
}
