using System.Collections.Concurrent;
using System.Security.Cryptography;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Attestation.Verify.Jws;

/// <summary>ES256 on the desktop, with the keys' objects kept: importing one costs more than a verification.</summary>
/// <remarks>Thread-safe. Holds at most <see cref="MaxKeys"/> keys of about 2.6 KB each, or 5 where <paramref name="import"/> keeps them prepared.</remarks>
/// <param name="import">Makes a key's object.</param>
public sealed class Es256Verifier(Func<PublicKey, IEs256Key> import) : IDisposable
{
    /// <summary>Most keys held; the cache starts over beyond that.</summary>
    public const int MaxKeys = 20_000;

    private ConcurrentDictionary<string, IEs256Key> _keys = new(StringComparer.Ordinal);

    /// <summary>Makes one whose keys are the framework's.</summary>
    public Es256Verifier()
        : this(Import)
    {
    }

    /// <summary>The framework's object for a key.</summary>
    public static IEs256Key Import(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new FrameworkKey(ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = key.X, Y = key.Y },
        }));
    }

    /// <summary>Does the signature belong to the bytes under the key? A signature of another length than 64 bytes does not.</summary>
    public bool Verify(PublicKey key, string keyId, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        signature.Length == CompactJws.SignatureBytes && KeyOf(key, keyId).Verify(data, signature);

    /// <summary>Does a JWS verify under the key? Its header must say ES256, that type and no <c>crit</c>.</summary>
    public bool Verify(CompactJws jws, string type, PublicKey key) =>
        jws.Header.Judge(type) == Refusal.None && Verify(key, key.Thumbprint(), jws.SigningInput, jws.Signature.Span);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IEs256Key key in _keys.Values)
        {
            key.Dispose();
        }
    }

    private IEs256Key KeyOf(PublicKey key, string keyId)
    {
        if (_keys.TryGetValue(keyId, out IEs256Key? known))
        {
            return known;
        }

        if (_keys.Count >= MaxKeys)
        {
            // The old objects may be in use on other threads: they are left to the collector of garbage.
            _keys = new ConcurrentDictionary<string, IEs256Key>(StringComparer.Ordinal);
        }

        return _keys.GetOrAdd(keyId, _ => import(key));
    }

    private sealed class FrameworkKey(ECDsa key) : IEs256Key
    {
        public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => key.VerifyData(data, signature, HashAlgorithmName.SHA256);

        public void Dispose() => key.Dispose();
    }
}
