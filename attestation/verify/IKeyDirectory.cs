using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Attestation.Verify;

/// <summary>A unit's key as the verifier knows it: a trust anchor of the collector.</summary>
/// <param name="KeyId">RFC 7638 thumbprint.</param>
/// <param name="Key">The public key.</param>
/// <param name="Ueid">The UEID that was enrolled with the key, base64url.</param>
/// <param name="Model">The model that was enrolled.</param>
/// <param name="IsVirtual">Enrolled as a virtual unit.</param>
/// <param name="IsRevoked">The key is not trusted any more.</param>
public sealed record EnrolledKey(string KeyId, PublicKey Key, string Ueid, string Model, bool IsVirtual, bool IsRevoked);

/// <summary>Finds a unit's key.</summary>
/// <remarks>Called for every token; thread-safe. A fault of the store is an exception, never "unknown": it is no verdict about the device.</remarks>
public interface IKeyDirectory
{
    /// <summary>The key under that thumbprint, or null when no unit is enrolled with it.</summary>
    EnrolledKey? Find(string keyId);
}

/// <summary>Judges whether a nonce is one that this collector gave to this key, and still alive. Single use is not its part.</summary>
public interface INonceJudge
{
    /// <summary>Is it fresh now?</summary>
    bool IsFresh(string nonce, string keyId);
}
