using System;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Attestation.Token;

/// <summary>Writes an enrolment: a JWS by the new key over a challenge, which proves that the unit has the key (SPEC.md, "Enrolment").</summary>
public static class EnrolmentWriter
{
    /// <summary>Signs an enrolment; about 700 characters.</summary>
    /// <param name="signer">The new key; its public part goes into the header.</param>
    /// <param name="audience">Id of the collector.</param>
    /// <param name="nonce">The collector's challenge for this key's thumbprint.</param>
    /// <param name="ueid">The unit's UEID.</param>
    /// <param name="model">Model designation.</param>
    /// <param name="isVirtual">Is this a simulated unit?</param>
    /// <param name="jws">The JWS as ASCII bytes, or null when the answer is false.</param>
    /// <returns>False when the signer could not vouch for its result.</returns>
    /// <exception cref="ArgumentException">A value outside its bound.</exception>
    public static bool TryWrite(TokenSigner signer, string audience, string nonce, byte[] ueid, string model, bool isVirtual, out byte[] jws)
    {
        if (!Profile.IsName(audience, Profile.MaxAudienceLength) || !Profile.IsNonce(nonce))
        {
            throw new ArgumentException("audience of 1 to 64 and nonce of 8 to 88 characters");
        }

        if (!Profile.IsUeid(ueid) || !Profile.IsName(model, Profile.MaxNameLength))
        {
            throw new ArgumentException("ueid of 17, 25 or 33 bytes and model of 1 to 32 characters");
        }

        var payload = new MemorySink(384);
        var json = new JsonWriter(payload);
        json.BeginObject();
        json.Name("aud");
        json.Text(audience);
        json.Name("nonce");
        json.Text(nonce);
        json.Name("ueid");
        json.Bytes(ueid);
        json.Name("model");
        json.Text(model);
        json.Name("virtual");
        json.Boolean(isVirtual);
        json.EndObject();
        json.Flush();
        return CompactJwsWriter.TrySign(signer, CompactJwsWriter.HeaderWithKey(Profile.EnrolmentType, signer.PublicKey), payload.ToArray(), out jws);
    }
}
