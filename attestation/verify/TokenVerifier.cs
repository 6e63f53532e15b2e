using System.Text.Json;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Attestation.Verify;

/// <summary>The verifier's answer about one token.</summary>
/// <param name="Refusal">Why not; <see cref="Refusal.None"/> when it holds.</param>
/// <param name="Detail">The claim concerned, or null.</param>
/// <param name="Token">The claims; null when refused.</param>
/// <param name="Key">The unit's key, as soon as it was found.</param>
public sealed record Verdict(Refusal Refusal, string? Detail, EatToken? Token, EnrolledKey? Key);

/// <summary>The steps of verification that judge what was read; reading itself, form and claims, cannot be left out.</summary>
public enum VerificationStep
{
    /// <summary><c>typ</c>.</summary>
    Type,

    /// <summary><c>crit</c>.</summary>
    Critical,

    /// <summary><c>alg</c>.</summary>
    Algorithm,

    /// <summary>The key's state.</summary>
    Revocation,

    /// <summary>The signature.</summary>
    Signature,

    /// <summary><c>aud</c>.</summary>
    Audience,

    /// <summary><c>ueid</c>, model and kind of unit against the enrolment.</summary>
    Unit,

    /// <summary><c>eat_nonce</c>.</summary>
    Freshness,
}

/// <summary>Verifies tokens: separate steps in a fixed order, the first that refuses gives the answer. Thread-safe.</summary>
/// <remarks>Whether a nonce was used before is told by the database when the report is kept (<see cref="Refusal.UsedNonce"/>).</remarks>
public sealed class TokenVerifier
{
    private readonly string _audience;
    private readonly IKeyDirectory _keys;
    private readonly INonceJudge _nonces;
    private readonly Es256Verifier _signatures;
    private readonly VerificationStep? _without;

    /// <summary>Makes a verifier for one collector.</summary>
    /// <param name="audience">The collector's id.</param>
    /// <param name="keys">The enrolled keys.</param>
    /// <param name="nonces">Freshness.</param>
    /// <param name="signatures">ECDSA, with its cache.</param>
    public TokenVerifier(string audience, IKeyDirectory keys, INonceJudge nonces, Es256Verifier signatures)
        : this(audience, keys, nonces, signatures, null)
    {
    }

    /// <summary>For the test that shows of each step that something depends on it.</summary>
    internal TokenVerifier(string audience, IKeyDirectory keys, INonceJudge nonces, Es256Verifier signatures, VerificationStep? without)
    {
        _audience = audience;
        _keys = keys;
        _nonces = nonces;
        _signatures = signatures;
        _without = without;
    }

    /// <summary>Verifies a token that came from outside.</summary>
    /// <param name="text">Any bytes.</param>
    public Verdict Verify(ReadOnlySpan<byte> text)
    {
        // Nearly every token is in the form that units write, which is read in one pass; whatever is not is read as any JSON, and told what is wrong with it.
        Span<byte> scratch = stackalloc byte[text.Length <= WrittenToken.MaxLength ? text.Length : 0];
        return WrittenToken.TryRead(text, scratch, out WrittenToken written)
            ? JudgeUnit(written.KeyId, written.SigningInput, written.Signature, written.Claims, default)
            : VerifyAnyForm(text);
    }

    /// <summary>Verifies a token as any JSON.</summary>
    internal Verdict VerifyAnyForm(ReadOnlySpan<byte> text)
    {
        Refusal form = CompactJws.TryRead(text, Profile.MaxTokenLength, out CompactJws? jws);

        if (form != Refusal.None)
        {
            return Refused(form);
        }

        if (!StrictJson.TryReadObject(jws!.Payload, out JsonDocument? payload))
        {
            return Refused(Refusal.Malformed);
        }

        using (payload)
        {
            Refusal header = JudgeHeader(jws.Header);
            return header == Refusal.None ? JudgeUnit(jws.Header.KeyId, jws.SigningInput, jws.Signature.Span, null, payload!.RootElement) : Refused(header);
        }
    }

    // The claims, or the payload in which they are read only once its signature holds.
    private Verdict JudgeUnit(string? keyId, ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature, EatToken? token, JsonElement payload)
    {
        if (keyId is null || _keys.Find(keyId) is not EnrolledKey key)
        {
            return Refused(Refusal.UnknownUnit);
        }

        if (Does(VerificationStep.Revocation) && key.IsRevoked)
        {
            return Refused(Refusal.RevokedUnit, key);
        }

        if (Does(VerificationStep.Signature) && !_signatures.Verify(key.Key, key.KeyId, signingInput, signature))
        {
            return Refused(Refusal.BadSignature, key);
        }

        string? badClaim = null;
        Refusal claims = token is null ? EatReader.TryRead(payload, out token, out badClaim) : Refusal.None;

        if (claims != Refusal.None)
        {
            return new Verdict(claims, badClaim, null, key);
        }

        Refusal content = JudgeContent(token!, key);
        return content == Refusal.None ? new Verdict(Refusal.None, null, token, key) : Refused(content, key);
    }

    private Refusal JudgeHeader(JwsHeader header)
    {
        if (Does(VerificationStep.Type) && header.Type != Profile.TokenType)
        {
            return Refusal.WrongType;
        }

        if (Does(VerificationStep.Critical) && header.HasCritical)
        {
            return Refusal.UnknownCritical;
        }

        return Does(VerificationStep.Algorithm) && header.Algorithm != "ES256" ? Refusal.WrongAlgorithm : Refusal.None;
    }

    private Refusal JudgeContent(EatToken token, EnrolledKey key)
    {
        if (Does(VerificationStep.Audience) && token.Audience != _audience)
        {
            return Refusal.WrongAudience;
        }

        if (Does(VerificationStep.Unit) && (token.Ueid != key.Ueid || token.Model != key.Model || token.IsVirtual != key.IsVirtual))
        {
            return Refusal.WrongUnit;
        }

        return Does(VerificationStep.Freshness) && !_nonces.IsFresh(token.Nonce, key.KeyId) ? Refusal.StaleNonce : Refusal.None;
    }

    private bool Does(VerificationStep step) => _without != step;

    private static Verdict Refused(Refusal refusal, EnrolledKey? key = null) => new(refusal, null, null, key);
}
