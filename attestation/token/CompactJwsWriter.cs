using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Attestation.Token;

/// <summary>The parts of a JWS in compact serialization (RFC 7515 §7.1), and whole small ones.</summary>
public static class CompactJwsWriter
{
    /// <summary>A header that names the key: <c>alg</c>, <c>typ</c>, <c>kid</c>, in that order.</summary>
    public static string HeaderWithKeyId(string type, string keyId) =>
        "{\"alg\":\"ES256\",\"typ\":\"" + type + "\",\"kid\":\"" + keyId + "\"}";

    /// <summary>A header that carries the key: <c>alg</c>, <c>typ</c>, <c>jwk</c>, in that order (RFC 7515 §4.1.3).</summary>
    public static string HeaderWithKey(string type, PublicKey key) =>
        "{\"alg\":\"ES256\",\"typ\":\"" + type + "\",\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + Base64Url.Encode(key.X)
        + "\",\"y\":\"" + Base64Url.Encode(key.Y) + "\"}}";

    /// <summary>Signs a small payload that is held in memory.</summary>
    /// <param name="signer">The key.</param>
    /// <param name="header">The header as JSON, ASCII.</param>
    /// <param name="payload">The payload's bytes.</param>
    /// <param name="jws">The whole JWS as ASCII bytes, or null when the answer is false.</param>
    /// <returns>False when the signer could not vouch for its result.</returns>
    public static bool TrySign(TokenSigner signer, string header, byte[] payload, out byte[] jws)
    {
        jws = null;
        int length = Base64Url.EncodedLength(header.Length) + 1 + Base64Url.EncodedLength(payload.Length);
        var whole = new MemorySink(length + 1 + Base64Url.EncodedLength(TokenSigner.SignatureBytes));
        var encoded = new Base64UrlSink(whole);
        WriteHeader(encoded, whole, header);
        encoded.Write(payload, 0, payload.Length);
        encoded.Finish();
        byte[] signature = new byte[TokenSigner.SignatureBytes];

        if (!signer.TrySign(Sha256.Hash(whole.ToArray()), signature))
        {
            return false;
        }

        WriteSignature(whole, signature);
        jws = whole.ToArray();
        return true;
    }

    /// <summary>Writes the encoded header and the dot after it.</summary>
    internal static void WriteHeader(Base64UrlSink encoded, IByteSink sink, string header)
    {
        byte[] bytes = Ascii.Bytes(header);
        encoded.Write(bytes, 0, bytes.Length);
        encoded.Finish();
        sink.Write(Ascii.Bytes("."), 0, 1);
    }

    /// <summary>Writes the last dot and the encoded signature.</summary>
    internal static void WriteSignature(IByteSink sink, byte[] signature)
    {
        sink.Write(Ascii.Bytes("."), 0, 1);
        var encoded = new Base64UrlSink(sink);
        encoded.Write(signature, 0, signature.Length);
        encoded.Finish();
    }
}
