using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Collector.Keys.OpenSsl;
using NanoAgent.Collector.Storage;
using Base64 = System.Buffers.Text.Base64Url;

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
    private readonly IPrivateKey _private;
    private readonly ConcurrentDictionary<string, byte[]> _headers = new(StringComparer.Ordinal);

    internal SigningKey(KeyFile file, KeyPlace place, IPrivateKey key)
    {
        File = file;
        Place = place;
        _private = key;
        Public = PublicKey.TryCreate(file.X, file.Y, out PublicKey there) ? there : throw new StoreRefusedException("a key file holds no point of P-256");
        KeyId = there.Thumbprint();
    }

    /// <summary>For what it signs.</summary>
    public KeyPurpose Purpose => File.Purpose;

    /// <summary>The public part.</summary>
    public PublicKey Public { get; }

    /// <summary>RFC 7638 thumbprint.</summary>
    public string KeyId { get; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset Since => File.Since;

    /// <summary>Where it is in its life.</summary>
    public KeyStatus Status => File.Status;

    /// <summary>When it ceased to sign.</summary>
    public DateTimeOffset? Until => File.Until;

    /// <summary>Where its private part lies.</summary>
    public KeyPlace Place { get; }

    internal KeyFile File { get; }

    /// <summary>Signs a payload as a compact JWS (RFC 7515 §7.1) with alg ES256, that type and this key's id.</summary>
    /// <exception cref="StoreUnavailableException">The token that holds the key does not answer.</exception>
    public string Sign(string type, string payload) => Sign(type, Encoding.UTF8.GetBytes(payload));

    /// <summary>Signs a payload as a compact JWS (RFC 7515 §7.1) with alg ES256, that type and this key's id.</summary>
    /// <param name="type">The <c>typ</c>: a word of the code, never one from outside.</param>
    /// <param name="payload">JSON, UTF-8.</param>
    /// <exception cref="StoreUnavailableException">The token that holds the key does not answer.</exception>
    public string Sign(string type, ReadOnlySpan<byte> payload)
    {
        byte[] header = _headers.GetOrAdd(type, EncodedHeader);
        int signed = header.Length + 1 + Base64.GetEncodedLength(payload.Length);
        byte[] text = ArrayPool<byte>.Shared.Rent(signed + 1 + Base64.GetEncodedLength(CompactJws.SignatureBytes));
        header.CopyTo(text, 0);
        text[header.Length] = (byte)'.';
        Base64.EncodeToUtf8(payload, text.AsSpan(header.Length + 1));
        text[signed] = (byte)'.';
        byte[] signature = SignDigest(EvpDigest.Of(text.AsSpan(0, signed)));
        int length = signed + 1 + Base64.EncodeToUtf8(signature, text.AsSpan(signed + 1));
        string jws = Encoding.ASCII.GetString(text, 0, length);
        ArrayPool<byte>.Shared.Return(text);
        return jws;
    }

    /// <summary>What the key before said of this one; null for a first key, and after one that leaked.</summary>
    public string? Introduced => File.Introduced;

    /// <summary>Signs a SHA-256 digest, for what signs in a format of its own, such as an evidence pack.</summary>
    /// <param name="digest">32 bytes.</param>
    /// <returns>r and s, 64 bytes.</returns>
    /// <exception cref="StoreUnavailableException">The token that holds the key does not answer.</exception>
    public byte[] SignDigest(byte[] digest) => _private.Sign(digest);

    /// <inheritdoc/>
    public void Dispose() => _private.Dispose();

    /// <summary>The same key at the end of its life.</summary>
    internal SigningKey Ended(KeyStatus status, DateTimeOffset until) => new(File with { Status = status, Until = until }, Place, _private);

    /// <summary>This key as introduced by the one that it follows: whoever knows that one may take this one on its word.</summary>
    internal SigningKey IntroducedBy(SigningKey before)
    {
        string payload = $$"""{"kid":"{{KeyId}}","na_purpose":"{{KeyRing.Name(Purpose)}}","iat":{{Since.ToUnixTimeSeconds()}}}""";
        return new SigningKey(File with { Introduced = before.Sign("nanoagent-key+jwt", payload) }, Place, _private);
    }

    private byte[] EncodedHeader(string type) => Base64.EncodeToUtf8(Encoding.ASCII.GetBytes($$"""{"alg":"ES256","typ":"{{type}}","kid":"{{KeyId}}"}"""));
}
