namespace NanoAgent.Attestation.Verify;

/// <summary>Why a token was refused. Exactly one reason: the first that applies, in this order. Each has vectors in tests/vectors.</summary>
public enum Refusal
{
    /// <summary>Not refused.</summary>
    None = 0,

    /// <summary>Longer than <see cref="Token.Profile.MaxTokenLength"/> characters.</summary>
    TooLarge,

    /// <summary>No compact JWS in its one spelling, or no strict JSON inside: white space, padding, duplicate members, bad UTF-8, nesting, a number that is no integer.</summary>
    Malformed,

    /// <summary>The header's <c>typ</c> is another (RFC 8725 §3.11).</summary>
    WrongType,

    /// <summary>The header demands an extension (<c>crit</c>, RFC 7515 §4.1.11); the profile has none.</summary>
    UnknownCritical,

    /// <summary>The header's <c>alg</c> is not ES256, the one algorithm to which a unit's key is bound (RFC 8725 §3.1).</summary>
    WrongAlgorithm,

    /// <summary>No unit is enrolled under the header's <c>kid</c>.</summary>
    UnknownUnit,

    /// <summary>The unit's key was revoked.</summary>
    RevokedUnit,

    /// <summary>The signature does not belong to these bytes and this key.</summary>
    BadSignature,

    /// <summary><c>eat_profile</c> is missing or another.</summary>
    WrongProfile,

    /// <summary>A claim that the profile demands is missing.</summary>
    MissingClaim,

    /// <summary>A claim of another type, or outside its bound.</summary>
    InvalidClaim,

    /// <summary><c>aud</c> names another collector.</summary>
    WrongAudience,

    /// <summary><c>ueid</c> or <c>na_unit</c> is not that of the unit to which the key belongs.</summary>
    WrongUnit,

    /// <summary>The nonce is not one that this collector gave to this key, or it has expired.</summary>
    StaleNonce,

    /// <summary>The nonce was used by other bytes: a replay. Told by the database, when the report would be kept.</summary>
    UsedNonce,
}
