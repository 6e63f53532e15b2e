using System.Security.Cryptography;
using System.Text;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Collector.Keys;

/// <summary>For what a key of the collector signs. A key serves one purpose only.</summary>
public enum KeyPurpose
{
    /// <summary>Attestation results (EAR).</summary>
    Ear = 1,

    /// <summary>Tree heads and signed acts.</summary>
    Log = 2,

    /// <summary>Manifests of evidence packs.</summary>
    Pack = 3,
}

/// <summary>Where a key is in its life.</summary>
public enum KeyStatus
{
    /// <summary>Signs.</summary>
    Active = 1,

    /// <summary>Signs no more; what it signed stays verifiable.</summary>
    Retired = 2,

    /// <summary>Leaked: what it signed counts only as far as a tree head made before <see cref="SigningKey.Until"/> holds it.</summary>
    Leaked = 3,
}

/// <summary>A P-256 key of the collector with its purpose and life. Thread-safe.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly ThreadLocal<ECDsa> _keys;

    internal SigningKey(KeyPurpose purpose, ECParameters parameters, DateTimeOffset since, KeyStatus status, DateTimeOffset? until)
    {
        Purpose = purpose;
        Parameters = parameters;
        Since = since;
        Status = status;
        Until = until;

        // An ECDsa object is for one thread at a time; one each costs less than a lock.
        _keys = new ThreadLocal<ECDsa>(() => ECDsa.Create(Parameters), trackAllValues: true);
        PublicKey.TryCreate(parameters.Q.X, parameters.Q.Y, out PublicKey key);
        Public = key;
        KeyId = key.Thumbprint();
    }

    /// <summary>For what it signs.</summary>
    public KeyPurpose Purpose { get; }

    /// <summary>The public part.</summary>
    public PublicKey Public { get; }

    /// <summary>RFC 7638 thumbprint.</summary>
    public string KeyId { get; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>Where it is in its life.</summary>
    public KeyStatus Status { get; }

    /// <summary>When it ceased to sign.</summary>
    public DateTimeOffset? Until { get; }

    internal ECParameters Parameters { get; }

    /// <summary>Signs a payload as a compact JWS (RFC 7515 §7.1) with alg ES256, that type and this key's id.</summary>
    public string Sign(string type, string payload)
    {
        string header = $$"""{"alg":"ES256","typ":"{{type}}","kid":"{{KeyId}}"}""";
        string input = Encode(Encoding.ASCII.GetBytes(header)) + "." + Encode(Encoding.UTF8.GetBytes(payload));
        byte[] signature = _keys.Value!.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256);
        return input + "." + Encode(signature);
    }

    /// <summary>A key for what signs in its own format, such as an evidence pack. The caller disposes it.</summary>
    public ECDsa Open() => ECDsa.Create(Parameters);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ECDsa key in _keys.Values)
        {
            key.Dispose();
        }

        _keys.Dispose();
    }

    private static string Encode(byte[] data) => System.Buffers.Text.Base64Url.EncodeToString(data);
}
