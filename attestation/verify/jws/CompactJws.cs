using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Attestation.Verify.Jws;

/// <summary>A JWS in compact serialization (RFC 7515 §7.1), taken apart and not yet verified.</summary>
public sealed record CompactJws
{
    /// <summary>Bytes of an ES256 signature.</summary>
    public const int SignatureBytes = 64;

    private CompactJws(byte[] text, int signedLength, JwsHeader header, byte[] payload, byte[] signature)
    {
        Text = text;
        SignedLength = signedLength;
        Header = header;
        Payload = payload;
        Signature = signature;
    }

    /// <summary>The whole JWS as received, ASCII.</summary>
    public ReadOnlyMemory<byte> Text { get; }

    /// <summary>What was signed: header, dot and payload as received.</summary>
    public ReadOnlySpan<byte> SigningInput => Text.Span[..SignedLength];

    /// <summary>The header.</summary>
    public JwsHeader Header { get; }

    /// <summary>The decoded payload.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The decoded signature; of any length until it is verified.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    private int SignedLength { get; }

    /// <summary>Takes a JWS apart that came from outside.</summary>
    /// <param name="text">Any bytes.</param>
    /// <param name="maxLength">Most characters.</param>
    /// <param name="jws">The parts, or null.</param>
    /// <returns><see cref="Refusal.None"/>, <see cref="Refusal.TooLarge"/> or <see cref="Refusal.Malformed"/>.</returns>
    public static Refusal TryRead(ReadOnlySpan<byte> text, int maxLength, out CompactJws? jws)
    {
        jws = null;

        if (text.Length > maxLength)
        {
            return Refusal.TooLarge;
        }

        int first = text.IndexOf((byte)'.');
        int last = text.LastIndexOf((byte)'.');

        if (first <= 0 || last <= first + 1 || text[(first + 1)..last].Contains((byte)'.'))
        {
            return Refusal.Malformed;
        }

        if (!TryDecode(text[..first], out byte[] header) || !TryDecode(text[(first + 1)..last], out byte[] payload) || !TryDecode(text[(last + 1)..], out byte[] signature))
        {
            return Refusal.Malformed;
        }

        if (!JwsHeader.TryRead(header, out JwsHeader? read))
        {
            return Refusal.Malformed;
        }

        jws = new CompactJws(text.ToArray(), last, read!, payload, signature);
        return Refusal.None;
    }

    /// <summary>Takes a JWS apart that came as text.</summary>
    public static Refusal TryRead(string? text, int maxLength, out CompactJws? jws)
    {
        jws = null;

        if (text is null || !System.Text.Ascii.IsValid(text))
        {
            return Refusal.Malformed;
        }

        return TryRead(Encoding.ASCII.GetBytes(text!), maxLength, out jws);
    }

    // The framework's decoder accepts white space, padding and '%', and throws on stray bits: it sees only what is base64url in its one spelling.
    private static bool TryDecode(ReadOnlySpan<byte> part, out byte[] data)
    {
        data = [];

        if (!HasOneSpelling(part))
        {
            return false;
        }

        data = System.Buffers.Text.Base64Url.DecodeFromUtf8(part);
        return true;
    }

    /// <summary>Is this base64url without padding, white space or stray bits?</summary>
    internal static bool HasOneSpelling(ReadOnlySpan<byte> part)
    {
        if (part.Length % 4 == 1 || part.ContainsAnyExcept(_alphabet))
        {
            return false;
        }

        int strayBits = part.Length % 4 == 2 ? 4 : part.Length % 4 == 3 ? 2 : 0;
        return strayBits == 0 || (ValueOf(part[^1]) & ((1 << strayBits) - 1)) == 0;
    }

    private static int ValueOf(byte character) => _letters.IndexOf((char)character, StringComparison.Ordinal);

    private const string _letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly System.Buffers.SearchValues<byte> _alphabet = System.Buffers.SearchValues.Create(Encoding.ASCII.GetBytes(_letters));
}

/// <summary>The members of a JWS header that the profile knows (RFC 7515 §4.1). Others are ignored.</summary>
/// <param name="Algorithm"><c>alg</c>, or null.</param>
/// <param name="Type"><c>typ</c>, or null.</param>
/// <param name="KeyId"><c>kid</c>, or null.</param>
/// <param name="Key"><c>jwk</c>, or null when there is none or it is no P-256 point.</param>
/// <param name="HasCritical">There is a <c>crit</c>, of whatever content.</param>
public sealed record JwsHeader(string? Algorithm, string? Type, string? KeyId, PublicKey? Key, bool HasCritical)
{
    /// <summary>Is this the header of an ES256 JWS of one type, without extensions that must be understood (RFC 7515 §4.1.11)?</summary>
    /// <param name="type">The <c>typ</c> asked for (RFC 8725 §3.11).</param>
    /// <returns><see cref="Refusal.None"/>, or the first that is true of <see cref="Refusal.WrongType"/>, <see cref="Refusal.UnknownCritical"/> and <see cref="Refusal.WrongAlgorithm"/>.</returns>
    public Refusal Judge(string type)
    {
        if (Type != type)
        {
            return Refusal.WrongType;
        }

        if (HasCritical)
        {
            return Refusal.UnknownCritical;
        }

        return Algorithm == "ES256" ? Refusal.None : Refusal.WrongAlgorithm;
    }

    internal static bool TryRead(ReadOnlyMemory<byte> json, out JwsHeader? header)
    {
        header = null;

        if (!StrictJson.TryReadObject(json, out JsonDocument? document))
        {
            return false;
        }

        using (document)
        {
            JsonElement root = document!.RootElement;
            PublicKey? key = root.TryGetProperty("jwk", out JsonElement jwk) && Jwk.TryRead(jwk, out PublicKey? read) ? read : null;
            header = new JwsHeader(Text(root, "alg"), Text(root, "typ"), Text(root, "kid"), key, root.TryGetProperty("crit", out _));
            return true;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
