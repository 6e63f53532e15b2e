namespace NanoAgent.Collector.Keys;

/// <summary>The private part of a P-256 key, wherever it lies.</summary>
internal interface IPrivateKey : IDisposable
{
    /// <summary>Signs a SHA-256 digest (ES256). Any thread, unless the kind of key says otherwise.</summary>
    /// <param name="digest">32 bytes.</param>
    /// <returns>r and s, 64 bytes.</returns>
    /// <exception cref="Storage.StoreUnavailableException">Where it lies does not answer.</exception>
    byte[] Sign(byte[] digest);
}
