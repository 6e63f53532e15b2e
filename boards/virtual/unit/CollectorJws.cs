using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Boards.Virtual;

/// <summary>Reads what a collector has signed, with the verifier that a chip has.</summary>
internal static class CollectorJws
{
    private const int SignatureBytes = 64;
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Verifies a compact JWS (RFC 7515 §7.1, ES256).</summary>
    /// <param name="jws">Any text.</param>
    /// <param name="type">The <c>typ</c> that it must have.</param>
    /// <param name="keys">The keys, one of which must have signed it.</param>
    /// <returns>The payload, an object; null when it is anything else.</returns>
    public static JsonElement? Read(string jws, string type, IEnumerable<PublicKey> keys)
    {
        string[] parts = jws.Split('.');

        if (parts.Length != 3 || !Base64Url.TryDecode(parts[2], out byte[] signature) || signature.Length != SignatureBytes || Part(parts[0]) is not JsonElement header)
        {
            return null;
        }

        PublicKey? key = keys.FirstOrDefault(known => known.Thumbprint() == Text(header, "kid"));
        bool holds = key is not null
            && Text(header, "typ") == type
            && Text(header, "alg") == "ES256"
            && !header.TryGetProperty("crit", out _)
            && Es256.Verify(key, Sha256.Hash(Encoding.ASCII.GetBytes(parts[0] + "." + parts[1])), signature);
        return holds ? Part(parts[1]) : null;
    }

    /// <summary>An object, or null when the text is none without duplicate members.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, s_strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A member that is a text; null when it is not there or anything else.</summary>
    public static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static JsonElement? Part(string base64Url) => Base64Url.TryDecode(base64Url, out byte[] utf8) ? Parse(utf8) : null;
}
