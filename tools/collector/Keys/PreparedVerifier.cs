using System.Security.Cryptography;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Attestation.Verify.Prepared;
using NanoAgent.Collector.Keys.OpenSsl;

namespace NanoAgent.Collector.Keys;

/// <summary>A unit's public key, whose signatures are confirmed with multiples of it that are kept ready, once it has been used. Thread-safe.</summary>
/// <remarks>
/// Only the plain key ever says no: what the prepared one does not confirm, it decides. And a prepared key is taken only if it confirms the signature that the plain one has just accepted.
/// </remarks>
internal sealed class PreparedVerifier : IEs256Key
{
    // Preparing costs two or three verifications, so a key that came once is not worth it.
    private const int PreparedFrom = 2;

    private readonly PublicKey _key;
    private readonly IEs256Key _plain;
    private PreparedKey? _prepared;
    private int _accepted;

    private PreparedVerifier(PublicKey key, IEs256Key plain) => (_key, _plain) = (key, plain);

    /// <summary>How this machine keeps a unit's key.</summary>
    public static IEs256Key Import(PublicKey key) => PreparedKey.IsSupported ? new PreparedVerifier(key, EvpVerifier.Import(key)) : EvpVerifier.Import(key);

    /// <summary>Are its multiples ready?</summary>
    public bool IsPrepared => Volatile.Read(ref _prepared) is not null;

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (Volatile.Read(ref _prepared) is PreparedKey prepared)
        {
            return Confirms(prepared, data, signature) || _plain.Verify(data, signature);
        }

        if (!_plain.Verify(data, signature))
        {
            return false;
        }

        if (Interlocked.Increment(ref _accepted) == PreparedFrom)
        {
            PreparedKey made = PreparedKey.Of(_key);
            Volatile.Write(ref _prepared, Confirms(made, data, signature) ? made : null);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _plain.Dispose();

    private static bool Confirms(PreparedKey key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        EvpDigest.Hash(data, digest);
        return key.Confirms(digest, signature);
    }
}
