using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Evidence;

/// <summary>What a collector or a tester signs beside a unit's tokens: a compact JWS (RFC 7515 §7.1) with ES256 over a JSON object.</summary>
public static class SignedJson
{
    /// <summary>Longest text that is read, in characters: test records carry raw observations.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>Signs, naming the key by its thumbprint.</summary>
    /// <param name="type">The <c>typ</c>.</param>
    /// <param name="payload">A JSON object, UTF-8.</param>
    /// <param name="signer">The key.</param>
    /// <exception cref="CryptographicException">The signer found its own result wrong.</exception>
    public static string Sign(string type, byte[] payload, TokenSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        return SignCore(CompactJwsWriter.HeaderWithKeyId(type, signer.KeyId), payload, signer);
    }

    /// <summary>Signs with the public key in the header, for a signer whom nobody registered.</summary>
    /// <param name="type">The <c>typ</c>.</param>
    /// <param name="payload">A JSON object, UTF-8.</param>
    /// <param name="signer">The key.</param>
    /// <exception cref="CryptographicException">The signer found its own result wrong.</exception>
    public static string SignWithKey(string type, byte[] payload, TokenSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        return SignCore(CompactJwsWriter.HeaderWithKey(type, signer.PublicKey), payload, signer);
    }

    /// <summary>The payload of a JWS of that type by one of these keys, found by the header's <c>kid</c>; null for anything else.</summary>
    internal static JsonElement? TryVerify(string? text, string type, IReadOnlyList<CollectorKey> keys, KeyRole role, Es256Verifier signatures) =>
        TryRead(text) is CompactJws jws && KeyRing.Find(keys, role, jws.Header.KeyId) is PublicKey key ? Payload(jws, type, key, signatures) : null;

    /// <summary>The payload of a JWS of that type by the key in its own header, with that key; null for anything else. Whose key it is, is another question.</summary>
    internal static (JsonElement Payload, PublicKey Key)? TryVerifyByOwnKey(string? text, string type, Es256Verifier signatures) =>
        TryRead(text) is CompactJws { Header.Key: PublicKey key } jws && Payload(jws, type, key, signatures) is JsonElement payload ? (payload, key) : null;

    /// <summary>What somebody signed with the key in the header, read as a record's content; null for anything else.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="type">The expected <c>typ</c>.</param>
    /// <param name="signer">Thumbprint of the key, or null.</param>
    internal static T? TryReadByOwnKey<T>(string? text, string type, out string? signer)
        where T : class
    {
        using var signatures = new Es256Verifier();
        (JsonElement Payload, PublicKey Key)? signed = TryVerifyByOwnKey(text, type, signatures);
        signer = signed?.Key.Thumbprint();
        return signed is null ? null : Json.TryRead<T>(JsonSerializer.SerializeToUtf8Bytes(signed.Value.Payload), out _);
    }

    /// <summary>The JWS taken apart, or null.</summary>
    internal static CompactJws? TryRead(string? text) => CompactJws.TryRead(text, MaxLength, out CompactJws? jws) == Refusal.None ? jws : null;

    /// <summary>The payload when the signature is by that key and the type is that one; null otherwise.</summary>
    internal static JsonElement? Payload(CompactJws jws, string type, PublicKey key, Es256Verifier signatures)
    {
        if (!signatures.Verify(jws, type, key) || !StrictJson.TryReadObject(jws.Payload, out JsonDocument? document))
        {
            return null;
        }

        using (document)
        {
            return document!.RootElement.Clone();
        }
    }

    private static string SignCore(string header, byte[] payload, TokenSigner signer) =>
        CompactJwsWriter.TrySign(signer, header, payload, out byte[] jws)
            ? Encoding.ASCII.GetString(jws)
            : throw new CryptographicException("the signer found a fault in its own signature");
}
