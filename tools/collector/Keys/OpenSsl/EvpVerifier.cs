using System.Security.Cryptography;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Collector.Keys.OpenSsl;

/// <summary>A unit's public key in OpenSSL, kept ready. Thread-safe.</summary>
internal sealed class EvpVerifier : IEs256Key
{
    // SubjectPublicKeyInfo of a point of P-256 (RFC 5480), up to its coordinates.
    private static readonly byte[] _head = Convert.FromHexString("3059301306072A8648CE3D020106082A8648CE3D03010703420004");

    private readonly EvpHandle _ready;

    private EvpVerifier(EvpHandle ready) => _ready = ready;

    /// <summary>How this machine keeps public keys: in OpenSSL where it is there, else the framework's way.</summary>
    public static IEs256Key Import(PublicKey key) => EvpHandle.IsThere ? new EvpVerifier(EvpHandle.ToVerify([.. _head, .. key.X, .. key.Y])) : Es256Verifier.Import(key);

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        EvpDigest.Hash(data, digest);
        Span<byte> encoded = stackalloc byte[SignatureForm.MostBytes];
        int length = SignatureForm.Encode(signature, encoded);

        // Nearly always free: a unit reports by itself.
        lock (_ready)
        {
            return _ready.Verify(digest, encoded[..length]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ready.Dispose();
}
