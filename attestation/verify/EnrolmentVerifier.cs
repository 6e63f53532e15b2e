using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Attestation.Verify;

/// <summary>What an enrolment says, once its own key has signed for it.</summary>
/// <param name="Key">The unit's public key.</param>
/// <param name="KeyId">Its thumbprint.</param>
/// <param name="Audience">The collector's id.</param>
/// <param name="Nonce">The challenge.</param>
/// <param name="Ueid">The UEID, base64url.</param>
/// <param name="Model">The model.</param>
/// <param name="IsVirtual">A simulated unit.</param>
public sealed record Enrolment(PublicKey Key, string KeyId, string Audience, string Nonce, string Ueid, string Model, bool IsVirtual);

/// <summary>Verifies an enrolment's proof of possession (SPEC.md, "Enrolment"): the key in the header signed a challenge given to that very key.</summary>
public static class EnrolmentVerifier
{
    /// <summary>Most characters of an enrolment.</summary>
    public const int MaxLength = 4096;

    /// <summary>Verifies all but the challenge's freshness, so that a pack's enrolment can be checked years later.</summary>
    /// <param name="text">Any bytes.</param>
    /// <param name="audience">The collector's id.</param>
    /// <param name="signatures">ECDSA.</param>
    /// <param name="enrolment">The enrolment, or null when refused.</param>
    public static Refusal TryVerify(ReadOnlySpan<byte> text, string audience, Es256Verifier signatures, out Enrolment? enrolment)
    {
        enrolment = null;
        Refusal form = CompactJws.TryRead(text, MaxLength, out CompactJws? jws);

        if (form != Refusal.None)
        {
            return form;
        }

        Refusal header = jws!.Header.Judge(Profile.EnrolmentType);

        if (header != Refusal.None)
        {
            return header;
        }

        if (jws.Header.Key is not PublicKey key)
        {
            return Refusal.BadSignature;
        }

        string keyId = key.Thumbprint();

        if (!signatures.Verify(key, keyId, jws.SigningInput, jws.Signature.Span))
        {
            return Refusal.BadSignature;
        }

        return ReadClaims(jws, key, keyId, audience, out enrolment);
    }

    private static Refusal ReadClaims(CompactJws jws, PublicKey key, string keyId, string audience, out Enrolment? enrolment)
    {
        enrolment = null;

        if (!StrictJson.TryReadObject(jws.Payload, out JsonDocument? payload))
        {
            return Refusal.Malformed;
        }

        using (payload)
        {
            var claims = new ClaimReader(payload!.RootElement);
            var read = new Enrolment(
                key,
                keyId,
                claims.Name("aud", Profile.MaxAudienceLength),
                claims.Text("nonce", Profile.IsNonce),
                claims.Bytes("ueid", Profile.IsUeid),
                claims.Name("model", Profile.MaxNameLength),
                claims.Boolean("virtual"));

            if (claims.Refusal != Refusal.None)
            {
                return claims.Refusal;
            }

            enrolment = read;
            return read.Audience == audience ? Refusal.None : Refusal.WrongAudience;
        }
    }
}
