using System.Text.Json;
using System.Text.Json.Serialization;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Evidence;

/// <summary>The RFC 7800 confirmation of a key by its thumbprint.</summary>
/// <param name="KeyId">RFC 7638 thumbprint, base64url (member <c>jkt</c>, as in RFC 9449 §6.1).</param>
public sealed record Confirmation([property: JsonPropertyName("jkt")] string KeyId);

/// <summary>An endorser's word (RFC 9334) about one unit: which key, UEID, eFuse MAC, model and serial number belong together. A JWS with the key's thumbprint as <c>kid</c>.</summary>
/// <remarks>MAC and serial number identify a unit for life: an endorsement goes into a pack only because the vendor imported it.</remarks>
public sealed record Endorsement
{
    /// <summary>The <c>typ</c>.</summary>
    public const string Type = "nanoagent-endorsement+jwt";

    /// <summary>Longest text, in characters.</summary>
    public const int MaxLength = 4096;

    /// <summary>Longest name of an endorser, in characters.</summary>
    public const int MaxIssuerLength = 128;

    /// <summary>Who endorses: a manufacturer's or provisioner's name.</summary>
    [JsonPropertyName("iss")]
    public required string Issuer { get; init; }

    /// <summary>When, in Unix seconds.</summary>
    [JsonPropertyName("iat")]
    public required long At { get; init; }

    /// <summary>The UEID, base64url of 7 to 33 bytes (RFC 9711 §4.2.1).</summary>
    [JsonPropertyName("ueid")]
    public required string Ueid { get; init; }

    /// <summary>The unit's key.</summary>
    [JsonPropertyName("cnf")]
    public required Confirmation Key { get; init; }

    /// <summary>The factory MAC in the eFuses: 12 lower-case hexadecimal digits.</summary>
    [JsonPropertyName("efuse_mac")]
    public required string EfuseMac { get; init; }

    /// <summary>The model.</summary>
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>The serial number, unique within the model.</summary>
    [JsonPropertyName("serial")]
    public required string Serial { get; init; }

    /// <summary>Signs it.</summary>
    /// <exception cref="ArgumentException">A member is outside its bound.</exception>
    public static string Sign(Endorsement endorsement, TokenSigner endorser)
    {
        if (Problem(endorsement) is string problem)
        {
            throw new ArgumentException(problem, nameof(endorsement));
        }

        return SignedJson.Sign(Type, JsonSerializer.SerializeToUtf8Bytes(endorsement, Json.Files), endorser);
    }

    /// <summary>Reads one that came from outside, and checks its signature.</summary>
    /// <param name="jws">Any text.</param>
    /// <param name="keyOf">The trusted endorser's key with that thumbprint, or null.</param>
    /// <param name="signatures">ECDSA.</param>
    /// <param name="endorsement">What it says, or null.</param>
    public static EndorsementRefusal TryRead(string jws, Func<string, PublicKey?> keyOf, Es256Verifier signatures, out Endorsement? endorsement)
    {
        ArgumentNullException.ThrowIfNull(keyOf);
        endorsement = null;

        if (jws.Length > MaxLength || SignedJson.TryRead(jws) is not CompactJws parts)
        {
            return EndorsementRefusal.Malformed;
        }

        if (parts.Header.KeyId is not string kid || keyOf(kid) is not PublicKey key)
        {
            return EndorsementRefusal.NotTrusted;
        }

        if (SignedJson.Payload(parts, Type, key, signatures) is not JsonElement payload)
        {
            return EndorsementRefusal.BadSignature;
        }

        Endorsement? read = Read(payload);

        if (read is null || Problem(read) is not null)
        {
            return EndorsementRefusal.InvalidClaim;
        }

        endorsement = read;
        return EndorsementRefusal.None;
    }

    /// <summary>What one says, and the thumbprint of the key that it names, without checking the signature; null for anything else.</summary>
    internal static (Endorsement Said, string EndorserKey)? Peek(string jws) =>
        SignedJson.TryRead(jws) is CompactJws { Header.KeyId: string kid } parts && StrictJson.TryReadObject(parts.Payload, out JsonDocument? document)
        && Read(document!.RootElement) is Endorsement said && Problem(said) is null ? (said, kid) : null;

    private static Endorsement? Read(JsonElement payload)
    {
        try
        {
            return payload.Deserialize<Endorsement>(Json.Files);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Problem(Endorsement endorsement) => endorsement switch
    {
        { Issuer: not { Length: > 0 and <= MaxIssuerLength } } => $"iss has 1 to {MaxIssuerLength} characters",
        { Ueid: null } or { Key.KeyId: null } or { Key: null } => "ueid or cnf is missing",
        _ when !Base64Url.TryDecode(endorsement.Ueid, out byte[] ueid) || ueid.Length is < 7 or > 33 => "ueid is base64url of 7 to 33 bytes",
        _ when !Base64Url.TryDecode(endorsement.Key.KeyId, out byte[] jkt) || jkt.Length != 32 => "cnf.jkt is the base64url of 32 bytes",
        { EfuseMac: not { Length: 12 } } => "efuse_mac has 12 hexadecimal digits",
        _ when !endorsement.EfuseMac.All(char.IsAsciiHexDigitLower) => "efuse_mac has 12 lower-case hexadecimal digits",
        { Model: not { Length: > 0 and <= 64 } } => "model has 1 to 64 characters",
        { Serial: not { Length: > 0 and <= 64 } } => "serial has 1 to 64 characters",
        _ when !new[] { endorsement.Issuer, endorsement.Model, endorsement.Serial }.All(PlainLine.Is) => "iss, model and serial are one line each, with no hidden characters",
        _ => null,
    };
}

/// <summary>Why an endorsement is refused; the first reason that applies.</summary>
public enum EndorsementRefusal
{
    /// <summary>It holds.</summary>
    None = 0,

    /// <summary>No compact JWS.</summary>
    Malformed,

    /// <summary>Its <c>kid</c> is no trusted endorser.</summary>
    NotTrusted,

    /// <summary>Another type or algorithm, or the signature does not belong to it.</summary>
    BadSignature,

    /// <summary>A claim is missing or outside its bound.</summary>
    InvalidClaim,
}
