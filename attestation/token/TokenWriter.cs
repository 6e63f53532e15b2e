using System;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Attestation.Token;

/// <summary>Writes a token: an EAT as JWS compact serialization (RFC 9711, RFC 7515 §7.1), in two passes and never whole in memory.</summary>
/// <remarks>
/// Sign first, send afterwards, as often as needed: each <see cref="Send"/> with the same signature writes the same bytes.
/// The caller stores the signature between the two, so that it can repeat itself after a power cut.
/// </remarks>
public sealed class TokenWriter
{
    private readonly string _keyId;
    private readonly Delivery _delivery;
    private readonly IFragment _observation;

    /// <summary>Prepares a token; nothing is written yet.</summary>
    /// <param name="keyId">The signer's <see cref="TokenSigner.KeyId"/>.</param>
    /// <param name="delivery">What the token says about its delivery; not changed any more by the caller.</param>
    /// <param name="observation">The observation as <see cref="ObservationWriter"/> wrote it.</param>
    /// <exception cref="ArgumentException">The observation exceeds <see cref="Profile.MaxObservationBytes"/> or is empty.</exception>
    public TokenWriter(string keyId, Delivery delivery, IFragment observation)
    {
        if (observation.Length <= 0 || observation.Length > Profile.MaxObservationBytes)
        {
            throw new ArgumentException("observation of 1 to 10240 bytes", nameof(observation));
        }

        _keyId = keyId;
        _delivery = delivery;
        _observation = observation;
    }

    /// <summary>The length of the whole token, in characters, signature included. Costs one pass.</summary>
    public int Measure()
    {
        var counter = new CountingSink();
        WriteSigningInput(counter);
        return counter.Count + 1 + Base64Url.EncodedLength(TokenSigner.SignatureBytes);
    }

    /// <summary>Signs the token (RFC 7515 §5.1). Costs one pass and one signature.</summary>
    /// <param name="signer">Holds the key that the token's <c>kid</c> names.</param>
    /// <param name="signature">Receives 64 bytes; all zero when the answer is false.</param>
    /// <returns>False when the signer could not vouch for its result; nothing may be sent then.</returns>
    /// <exception cref="ArgumentException">The signer has another key.</exception>
    public bool TrySign(TokenSigner signer, byte[] signature)
    {
        if (signer.KeyId != _keyId)
        {
            throw new ArgumentException("signer of the token's kid", nameof(signer));
        }

        var hash = new Sha256();
        byte[] digest = new byte[Sha256.HashBytes];
        WriteSigningInput(new HashingSink(hash));
        hash.Finish(digest, 0);
        return signer.TrySign(digest, signature);
    }

    /// <summary>Writes the whole token. Costs one pass.</summary>
    /// <param name="sink">Where to.</param>
    /// <param name="signature">What <see cref="TrySign"/> gave, 64 bytes.</param>
    /// <exception cref="ArgumentException">A signature of another length.</exception>
    public void Send(IByteSink sink, byte[] signature)
    {
        if (signature == null || signature.Length != TokenSigner.SignatureBytes)
        {
            throw new ArgumentException("signature of 64 bytes", nameof(signature));
        }

        WriteSigningInput(sink);
        CompactJwsWriter.WriteSignature(sink, signature);
    }

    private void WriteSigningInput(IByteSink sink)
    {
        var encoded = new Base64UrlSink(sink);
        CompactJwsWriter.WriteHeader(encoded, sink, CompactJwsWriter.HeaderWithKeyId(Profile.TokenType, _keyId));
        var json = new JsonWriter(encoded);
        json.BeginObject();
        _delivery.WriteTo(json);
        json.Members(_observation);
        json.EndObject();
        json.Flush();
        encoded.Finish();
    }
}
