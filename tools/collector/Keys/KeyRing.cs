using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NanoAgent.Collector.Keys;

/// <summary>The collector's keys: one file each, readable by the owner only, one active key for each purpose.</summary>
/// <remarks>
/// Rotation retires the old key and keeps it, so that what it signed stays verifiable. Collectors side by side share the folder's content.
/// A running collector looks at the folder every few seconds, so that a rotation on the command line needs no restart.
/// </remarks>
public sealed class KeyRing : IDisposable
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(5);

    private readonly string _folder;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private volatile IReadOnlyList<SigningKey> _keys;
    private long _lookedAt;

    /// <summary>Opens the folder, and makes what is missing.</summary>
    public KeyRing(string folder, TimeProvider clock)
    {
        _folder = folder;
        _clock = clock;
        PrivateFile.MakeFolder(folder);
        _keys = LoadAll();
        _lookedAt = clock.GetUtcNow().UtcTicks;

        foreach (KeyPurpose purpose in Enum.GetValues<KeyPurpose>())
        {
            if (!_keys.Any(key => key.Purpose == purpose && key.Status == KeyStatus.Active))
            {
                Add(purpose);
            }
        }

        NonceKey = LoadNonceKey();
    }

    /// <summary>The secret of the nonces' MAC, 32 bytes.</summary>
    public byte[] NonceKey { get; }

    /// <summary>All keys, retired and leaked ones included.</summary>
    public IReadOnlyList<SigningKey> All
    {
        get
        {
            LookAgain();
            return _keys;
        }
    }

    /// <summary>The key that signs for a purpose now.</summary>
    public SigningKey Active(KeyPurpose purpose) => All.Where(key => key.Purpose == purpose && key.Status == KeyStatus.Active).MaxBy(key => key.Since)!;

    /// <summary>Makes a new key for a purpose and retires the present one.</summary>
    /// <param name="purpose">Whose key.</param>
    /// <param name="end">How the present key ends: <see cref="KeyStatus.Retired"/>, or <see cref="KeyStatus.Leaked"/> when it is no longer only ours.</param>
    public SigningKey Rotate(KeyPurpose purpose, KeyStatus end)
    {
        if (end == KeyStatus.Active)
        {
            throw new ArgumentException("a key that ends is not active", nameof(end));
        }

        lock (_gate)
        {
            SigningKey old = Active(purpose);
            SigningKey made = Add(purpose);
            var ended = new SigningKey(purpose, old.Parameters, old.Since, end, _clock.GetUtcNow());
            Save(ended);

            // The old object may be signing on another thread: it is left to the collector of garbage, not disposed here.
            _keys = [.. _keys.Where(key => key != old), ended];
            return made;
        }
    }

    /// <summary>The public keys as a JWK Set (RFC 7517 §5). A leaked key is not in it.</summary>
    public string ToJwks() => ToJwks(All);

    /// <summary>Some keys as a JWK Set, each with its purpose in the private member <c>na_purpose</c>.</summary>
    public static string ToJwks(IEnumerable<SigningKey> keys) =>
        "{\"keys\":[" + string.Join(',', keys.Where(key => key.Status != KeyStatus.Leaked).Select(Published)) + "]}";

    /// <summary>Makes a new secret for the nonces' MAC. Nonces of the old one end at a collector's next start; units then ask for a challenge.</summary>
    public void ReplaceNonceKey() => PrivateFile.Write(NonceKeyPath, RandomNumberGenerator.GetBytes(32));

    /// <summary>The name of a purpose: <c>ear</c>, <c>log</c> or <c>pack</c>.</summary>
    public static string Name(KeyPurpose purpose) => purpose switch
    {
        KeyPurpose.Ear => "ear",
        KeyPurpose.Log => "log",
        _ => "pack",
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SigningKey key in _keys)
        {
            key.Dispose();
        }
    }

    private static string Published(SigningKey key) =>
        key.Public.ToJwk()[..^1] + ",\"na_purpose\":\"" + Name(key.Purpose) + "\"}";

    private string NonceKeyPath => Path.Combine(_folder, "nonce.key");

    private void LookAgain()
    {
        long now = _clock.GetUtcNow().UtcTicks;

        if (Math.Abs(now - Interlocked.Read(ref _lookedAt)) < _lookEvery.Ticks)
        {
            return;
        }

        lock (_gate)
        {
            Interlocked.Exchange(ref _lookedAt, now);

            // An unchanged key keeps its object, which may be signing on another thread.
            _keys = [.. LoadAll().Select(key => _keys.FirstOrDefault(known => known.KeyId == key.KeyId && known.Status == key.Status) ?? key)];
        }
    }

    private List<SigningKey> LoadAll() => [.. Directory.EnumerateFiles(_folder, "*.jwk").Order(StringComparer.Ordinal).Select(Load)];

    private SigningKey Add(KeyPurpose purpose)
    {
        using ECDsa made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = new SigningKey(purpose, made.ExportParameters(includePrivateParameters: true), _clock.GetUtcNow(), KeyStatus.Active, null);
        Save(key);
        _keys = [.. _keys, key];
        return key;
    }

    private void Save(SigningKey key)
    {
        var file = new KeyFile
        {
            Purpose = key.Purpose,
            Status = key.Status,
            Since = key.Since,
            Until = key.Until,
            X = key.Parameters.Q.X!,
            Y = key.Parameters.Q.Y!,
            D = key.Parameters.D!,
        };
        PrivateFile.Write(Path.Combine(_folder, Name(key.Purpose) + "-" + key.KeyId + ".jwk"), JsonSerializer.SerializeToUtf8Bytes(file, KeyFileJson.Default.KeyFile));
    }

    private static SigningKey Load(string path)
    {
        KeyFile file = JsonSerializer.Deserialize(File.ReadAllBytes(path), KeyFileJson.Default.KeyFile) ?? throw new InvalidDataException($"{path} is no key file");
        var parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = file.D, Q = new ECPoint { X = file.X, Y = file.Y } };
        return new SigningKey(file.Purpose, parameters, file.Since, file.Status, file.Until);
    }

    private byte[] LoadNonceKey()
    {
        string path = NonceKeyPath;

        if (!File.Exists(path))
        {
            PrivateFile.Write(path, RandomNumberGenerator.GetBytes(32));
        }

        return File.ReadAllBytes(path) is { Length: 32 } key ? key : throw new InvalidDataException($"{path} is not 32 bytes");
    }
}

internal sealed class KeyFile
{
    public KeyPurpose Purpose { get; set; }

    public KeyStatus Status { get; set; }

    public DateTimeOffset Since { get; set; }

    public DateTimeOffset? Until { get; set; }

    public byte[] X { get; set; } = [];

    public byte[] Y { get; set; } = [];

    public byte[] D { get; set; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(KeyFile))]
internal sealed partial class KeyFileJson : JsonSerializerContext;
