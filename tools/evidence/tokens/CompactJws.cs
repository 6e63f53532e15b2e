using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Evidence;

/// <summary>A compact JWS (RFC 7515 §7.1) with ES256, taken apart; nothing is trusted before <see cref="IsSignedBy"/> answered yes.</summary>
public sealed class CompactJws
{
    /// <summary>Longest text that is read, in characters. Tokens are bounded by 16,384; test records carry raw observations.</summary>
    public const int MaxLength = 1024 * 1024;

    private readonly byte[] _signed;
    private readonly byte[] _signature;

    private CompactJws(JsonElement header, JsonElement payload, byte[] signed, byte[] signature)
    {
        Header = header;
        Payload = payload;
        _signed = signed;
        _signature = signature;
    }

    /// <summary>The header; an object.</summary>
    public JsonElement Header { get; }

    /// <summary>The payload; an object.</summary>
    public JsonElement Payload { get; }

    /// <summary>The header's <c>kid</c>, or null.</summary>
    public string? KeyId => Json.Text(Header, "kid");

    /// <summary>Reads what came from outside. False for anything but three base64url parts, JSON objects, ES256 and the expected type.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="type">The expected <c>typ</c>.</param>
    /// <param name="jws">The parts, or null.</param>
    public static bool TryParse(string? text, string type, out CompactJws? jws)
    {
        jws = null;
        string[] parts = text is { Length: <= MaxLength } ? text.Split('.', 4) : [];

        if (parts.Length != 3
            || !Base64Url.TryDecode(parts[0], out byte[] head)
            || !Base64Url.TryDecode(parts[1], out byte[] body)
            || !Base64Url.TryDecode(parts[2], out byte[] signature)
            || signature.Length != TokenSigner.SignatureBytes
            || Json.TryParseObject(head) is not JsonElement header
            || Json.TryParseObject(body) is not JsonElement payload)
        {
            return false;
        }

        // The algorithm is fixed and never taken from the header (RFC 8725 §3.1); critical extensions are unknown to us (RFC 7515 §4.1.11).
        if (Json.Text(header, "alg") != "ES256" || Json.Text(header, "typ") != type || header.TryGetProperty("crit", out _))
        {
            return false;
        }

        jws = new CompactJws(header, payload, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature);
        return true;
    }

    /// <summary>True when the signature is by that key.</summary>
    public bool IsSignedBy(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = key.X, Y = key.Y } };
        using var ecdsa = ECDsa.Create(parameters);
        return ecdsa.VerifyData(_signed, _signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>Writes and signs.</summary>
    /// <param name="type">The <c>typ</c>.</param>
    /// <param name="payload">UTF-8 JSON.</param>
    /// <param name="signer">Signs, and its key id becomes <c>kid</c>.</param>
    /// <param name="embedKey">The public key goes into the header as <c>jwk</c>, for signers whom nobody registered.</param>
    /// <exception cref="CryptographicException">The signer found its own result wrong.</exception>
    public static string Sign(string type, ReadOnlySpan<byte> payload, TokenSigner signer, bool embedKey = false)
    {
        ArgumentNullException.ThrowIfNull(signer);
        string jwk = embedKey ? $",\"jwk\":{Jwk.Bare(signer.PublicKey)}" : "";
        string header = $"{{\"alg\":\"ES256\",\"typ\":\"{type}\",\"kid\":\"{signer.KeyId}\"{jwk}}}";
        string signed = $"{Base64Url.Encode(Encoding.UTF8.GetBytes(header))}.{Base64Url.Encode(payload.ToArray())}";
        byte[] signature = new byte[TokenSigner.SignatureBytes];

        if (!signer.TrySign(SHA256.HashData(Encoding.ASCII.GetBytes(signed)), signature))
        {
            throw new CryptographicException("the signer found a fault in its own signature");
        }

        return $"{signed}.{Base64Url.Encode(signature)}";
    }
}
