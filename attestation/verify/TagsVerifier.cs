using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Attestation.Verify;

/// <summary>The tag of one factory-set credential.</summary>
/// <param name="Name">Which credential.</param>
/// <param name="Value">32 bytes.</param>
public sealed record CredentialTag(string Name, byte[] Value);

/// <summary>A unit's message with the tags of its factory-set credentials.</summary>
/// <param name="Nonce">The nonce under which it was sent.</param>
/// <param name="Batch">Whose key made the tags.</param>
/// <param name="Tags">1 to 16, each name once.</param>
public sealed record TagMessage(string Nonce, string Batch, IReadOnlyList<CredentialTag> Tags);

/// <summary>Verifies a message with credential tags (SPEC.md, "Credential tags"): steps and their order as for a token.</summary>
public static class TagsVerifier
{
    /// <summary>Most characters of a message.</summary>
    public const int MaxLength = 4096;

    /// <summary>Verifies a message that came from outside. Whether its nonce was used before is told by the database.</summary>
    /// <param name="text">Any bytes.</param>
    /// <param name="audience">The collector's id.</param>
    /// <param name="keys">The enrolled keys.</param>
    /// <param name="nonces">Freshness.</param>
    /// <param name="signatures">ECDSA.</param>
    /// <param name="message">The message, or null when refused.</param>
    /// <param name="key">The unit's key, as soon as it was found.</param>
    public static Refusal TryVerify(
        ReadOnlySpan<byte> text, string audience, IKeyDirectory keys, INonceJudge nonces, Es256Verifier signatures, out TagMessage? message, out EnrolledKey? key)
    {
        message = null;
        key = null;
        Refusal form = CompactJws.TryRead(text, MaxLength, out CompactJws? jws);

        if (form != Refusal.None)
        {
            return form;
        }

        Refusal header = jws!.Header.Judge(Profile.TagsType);

        if (header != Refusal.None)
        {
            return header;
        }

        key = jws.Header.KeyId is string keyId ? keys.Find(keyId) : null;

        if (key is null || key.IsRevoked)
        {
            return key is null ? Refusal.UnknownUnit : Refusal.RevokedUnit;
        }

        if (!signatures.Verify(key.Key, key.KeyId, jws.SigningInput, jws.Signature.Span))
        {
            return Refusal.BadSignature;
        }

        return JudgeClaims(jws, audience, key, nonces, out message);
    }

    private static Refusal JudgeClaims(CompactJws jws, string audience, EnrolledKey key, INonceJudge nonces, out TagMessage? message)
    {
        message = null;

        if (!StrictJson.TryReadObject(jws.Payload, out JsonDocument? payload))
        {
            return Refusal.Malformed;
        }

        using (payload)
        {
            var claims = new ClaimReader(payload!.RootElement);
            string aud = claims.Name("aud", Profile.MaxAudienceLength);
            string ueid = claims.Bytes("ueid", Profile.IsUeid);
            var read = new TagMessage(claims.Text("nonce", Profile.IsNonce), claims.Text("batch", Profile.IsCode), ReadTags(claims));

            if (claims.Refusal != Refusal.None)
            {
                return claims.Refusal;
            }

            if (aud != audience)
            {
                return Refusal.WrongAudience;
            }

            if (ueid != key.Ueid)
            {
                return Refusal.WrongUnit;
            }

            message = read;
            return nonces.IsFresh(read.Nonce, key.KeyId) ? Refusal.None : Refusal.StaleNonce;
        }
    }

    private static IReadOnlyList<CredentialTag> ReadTags(ClaimReader claims)
    {
        if (claims.Element("tags", JsonValueKind.Array) is not JsonElement list)
        {
            return [];
        }

        var tags = new List<CredentialTag>();

        foreach (JsonElement pair in list.EnumerateArray())
        {
            if (!TryReadTag(pair, out CredentialTag? tag) || tags.Count == Profile.MaxTags || tags.Any(other => other.Name == tag!.Name))
            {
                return claims.Invalid<IReadOnlyList<CredentialTag>>("tags", []);
            }

            tags.Add(tag!);
        }

        return tags.Count > 0 ? tags : claims.Invalid<IReadOnlyList<CredentialTag>>("tags", []);
    }

    private static bool TryReadTag(JsonElement pair, out CredentialTag? tag)
    {
        tag = null;

        if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2 || pair[0].ValueKind != JsonValueKind.String || pair[1].ValueKind != JsonValueKind.String)
        {
            return false;
        }

        bool good = Base64Url.TryDecode(pair[1].GetString()!, out byte[] value) && value.Length == Sha256.HashBytes && Profile.IsCode(pair[0].GetString()!);
        tag = good ? new CredentialTag(pair[0].GetString()!, value) : null;
        return good;
    }
}
