using System;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Attestation.Token;

/// <summary>
/// Writes the tags of factory-set credentials, by which the collector finds equal ones over a fleet. Never part of a token:
/// whoever has the batch key and the tags can guess short passwords (SPEC.md, "Credential tags").
/// </summary>
public static class TagsWriter
{
    /// <summary>Signs a message with tags.</summary>
    /// <param name="signer">The unit's attestation key.</param>
    /// <param name="audience">Id of the collector.</param>
    /// <param name="nonce">The collector's nonce.</param>
    /// <param name="ueid">The unit's UEID.</param>
    /// <param name="batch">Name of the batch whose key made the tags: a-z, 0-9 and hyphen, 1 to 32 characters.</param>
    /// <param name="names">Names of the credentials, of the same form, 1 to <see cref="Profile.MaxTags"/>.</param>
    /// <param name="tags">The tags, 32 bytes each, as many as names.</param>
    /// <param name="jws">The JWS as ASCII bytes, or null when the answer is false.</param>
    /// <returns>False when the signer could not vouch for its result.</returns>
    /// <exception cref="ArgumentException">A value outside its bound.</exception>
    public static bool TryWrite(TokenSigner signer, string audience, string nonce, byte[] ueid, string batch, string[] names, byte[][] tags, out byte[] jws)
    {
        if (!Profile.IsName(audience, Profile.MaxAudienceLength) || !Profile.IsNonce(nonce) || !Profile.IsUeid(ueid) || !Profile.IsCode(batch))
        {
            throw new ArgumentException("audience, nonce, ueid or batch outside its bound");
        }

        if (names.Length == 0 || names.Length > Profile.MaxTags || tags.Length != names.Length)
        {
            throw new ArgumentException("1 to 16 names and as many tags");
        }

        var payload = new MemorySink(400 + names.Length * 90);
        var json = new JsonWriter(payload);
        json.BeginObject();
        json.Name("aud");
        json.Text(audience);
        json.Name("nonce");
        json.Text(nonce);
        json.Name("ueid");
        json.Bytes(ueid);
        json.Name("batch");
        json.Text(batch);
        json.Name("tags");
        WriteTags(json, names, tags);
        json.EndObject();
        json.Flush();
        return CompactJwsWriter.TrySign(signer, CompactJwsWriter.HeaderWithKeyId(Profile.TagsType, signer.KeyId), payload.ToArray(), out jws);
    }

    private static void WriteTags(JsonWriter json, string[] names, byte[][] tags)
    {
        json.BeginArray();

        for (int i = 0; i < names.Length; i++)
        {
            if (!Profile.IsCode(names[i]) || tags[i] == null || tags[i].Length != 32)
            {
                throw new ArgumentException("tag name of 1 to 32 characters and tag of 32 bytes");
            }

            json.BeginArray();
            json.Text(names[i]);
            json.Bytes(tags[i]);
            json.EndArray();
        }

        json.EndArray();
    }
}
