using System.Security.Cryptography;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Keys;

/// <summary>The collector's keys: one file each, readable by the owner only, one active key for each purpose. A private part lies in its file or in a PKCS#11 token.</summary>
/// <remarks>
/// Rotation retires the old key and keeps it, so that what it signed stays verifiable. Collectors side by side share the folder's content.
/// A running collector looks at the folder every few seconds, so that a rotation on the command line needs no restart.
/// </remarks>
public sealed class KeyRing : IDisposable
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(5);

    private readonly string _folder;
    private readonly TimeProvider _clock;
    private readonly KeyPlaces _places;
    private readonly Lock _gate = new();
    private volatile IReadOnlyList<SigningKey> _keys;
    private long _lookedAt;

    /// <summary>Opens the folder, and makes what is missing.</summary>
    /// <param name="folder">The folder of the key files.</param>
    /// <param name="clock">Its time.</param>
    /// <param name="place">Where missing keys are made, and where all active ones must lie; null for wherever they are, the first ones in files.</param>
    /// <exception cref="StoreUnavailableException">The token does not answer.</exception>
    /// <exception cref="StoreRefusedException">A file is no key, or an active key lies elsewhere.</exception>
    public KeyRing(string folder, TimeProvider clock, KeyPlace? place = null)
    {
        _folder = folder;
        _clock = clock;
        _places = new KeyPlaces(clock);
        PrivateFile.MakeFolder(folder);
        _keys = LoadAll();
        _lookedAt = clock.GetUtcNow().UtcTicks;

        if (place is not null && _keys.FirstOrDefault(key => key.Status == KeyStatus.Active && key.Place != place) is SigningKey elsewhere)
        {
            throw new StoreRefusedException($"the key {Name(elsewhere.Purpose)} lies in {elsewhere.Place}: `nanoagent keys rotate {Name(elsewhere.Purpose)} --keys …` brings in one from another place");
        }

        foreach (KeyPurpose purpose in Enum.GetValues<KeyPurpose>())
        {
            if (!ActiveOf(purpose).Any())
            {
                Keep(Make(purpose, place ?? KeyPlace.Files));
            }

            // A rotation that was cut off: the new key is there, on the word of the old one.
            End([.. ActiveOf(purpose).Where(key => key != Active(purpose))], KeyStatus.Retired);
        }

        NonceKey = LoadNonceKey();
    }

    /// <summary>The name of the file that holds the secret of the nonces.</summary>
    internal const string NonceKeyFile = "nonce.key";

    /// <summary>Are there keys in that folder?</summary>
    public static bool IsIn(string folder) => File.Exists(NonceKeyOf(folder));

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
    public SigningKey Active(KeyPurpose purpose)
    {
        LookAgain();
        return ActiveOf(purpose).MaxBy(key => key.Since)!;
    }

    /// <summary>Signs something with each active key, so that a token that does not answer is known before anyone waits for it.</summary>
    /// <exception cref="StoreUnavailableException">A key does not sign.</exception>
    public void TryOut()
    {
        foreach (KeyPurpose purpose in Enum.GetValues<KeyPurpose>())
        {
            Active(purpose).SignDigest(RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes));
        }
    }

    /// <summary>Makes a new key for a purpose and retires the present one.</summary>
    /// <param name="purpose">Whose key.</param>
    /// <param name="end">How the present key ends: <see cref="KeyStatus.Retired"/>, or <see cref="KeyStatus.Leaked"/> when it is no longer only ours.</param>
    /// <param name="place">Where the new one is made; null for where the present one lies.</param>
    /// <exception cref="StoreUnavailableException">The token does not answer.</exception>
    public SigningKey Rotate(KeyPurpose purpose, KeyStatus end, KeyPlace? place = null)
    {
        if (end == KeyStatus.Active)
        {
            throw new ArgumentException("a key that ends is not active", nameof(end));
        }

        lock (_gate)
        {
            SigningKey newest = Active(purpose);
            SigningKey[] old = [.. ActiveOf(purpose)];
            SigningKey made = Make(purpose, place ?? newest.Place);

            // Whoever is cut off between the two leaves no leaked key that is still in force; after one that was only to retire, two are, and the next start knows which.
            if (end == KeyStatus.Leaked)
            {
                End(old, end);
                Keep(made);
            }
            else
            {
                made = made.IntroducedBy(newest);
                Keep(made);
                End(old, end);
            }

            return made;
        }
    }

    /// <summary>The public keys as a JWK Set (RFC 7517 §5). A leaked key is not in it.</summary>
    public string ToJwks() => ToJwks(All);

    /// <summary>Those of a purpose by its name, or all for null: a unit has no room for all.</summary>
    public string ToJwks(string? purpose) => ToJwks(All.Where(key => purpose is null || Name(key.Purpose) == purpose));

    /// <summary>Some keys as a JWK Set, each with its purpose in the private member <c>na_purpose</c> and the word of the key before it in <c>na_introduced</c>.</summary>
    public static string ToJwks(IEnumerable<SigningKey> keys) =>
        "{\"keys\":[" + string.Join(',', keys.Where(key => key.Status != KeyStatus.Leaked).Select(Published)) + "]}";

    /// <summary>Makes a new secret for the nonces' MAC. Nonces of the old one end at a collector's next start; units then ask for a challenge.</summary>
    /// <returns>The new secret.</returns>
    public byte[] ReplaceNonceKey()
    {
        byte[] made = RandomNumberGenerator.GetBytes(32);
        PrivateFile.Write(NonceKeyPath, made);
        return made;
    }

    /// <summary>The name of a purpose: <c>ear</c>, <c>log</c> or <c>pack</c>.</summary>
    public static string Name(KeyPurpose purpose) => purpose switch
    {
        KeyPurpose.Ear => "ear",
        KeyPurpose.Log => "log",
        _ => "pack",
    };

    /// <summary>The name of a key's file.</summary>
    internal static string FileOf(SigningKey key) => Name(key.Purpose) + "-" + key.KeyId + ".jwk";

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SigningKey key in _keys)
        {
            key.Dispose();
        }

        _places.Dispose();
    }

    private static string Published(SigningKey key) =>
        key.Public.ToJwk()[..^1] + ",\"na_purpose\":\"" + Name(key.Purpose) + (key.Introduced is string said ? "\",\"na_introduced\":\"" + said : "") + "\"}";

    private string NonceKeyPath => NonceKeyOf(_folder);

    private static string NonceKeyOf(string folder) => Path.Combine(folder, NonceKeyFile);

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
            IReadOnlyList<SigningKey> there = [.. LoadAll().Select(key => _keys.FirstOrDefault(known => known.KeyId == key.KeyId && known.Status == key.Status) ?? key)];

            // In the middle of a rotation a purpose may have none: the next look shows what came of it.
            _keys = Enum.GetValues<KeyPurpose>().All(purpose => there.Any(key => IsActive(key, purpose))) ? there : _keys;
        }
    }

    private List<SigningKey> LoadAll() => [.. Directory.EnumerateFiles(_folder, "*.jwk").Order(StringComparer.Ordinal).Select(path => _places.Open(KeyFile.Read(path)))];

    private IEnumerable<SigningKey> ActiveOf(KeyPurpose purpose) => _keys.Where(key => IsActive(key, purpose));

    private static bool IsActive(SigningKey key, KeyPurpose purpose) => key.Purpose == purpose && key.Status == KeyStatus.Active;

    private SigningKey Make(KeyPurpose purpose, KeyPlace place) => _places.Make(place, purpose, there => _keys.Any(known => known.Public.SameAs(there)));

    private void Keep(SigningKey key)
    {
        Save(key);
        _keys = [.. _keys, key];
    }

    private void End(SigningKey[] keys, KeyStatus end)
    {
        foreach (SigningKey key in keys)
        {
            SigningKey ended = key.Ended(end, _clock.GetUtcNow());
            Save(ended);
            _keys = [.. _keys.Where(other => other != key), ended];
        }
    }

    private void Save(SigningKey key) => key.File.Write(Path.Combine(_folder, FileOf(key)));

    private byte[] LoadNonceKey()
    {
        string path = NonceKeyPath;

        if (!File.Exists(path))
        {
            PrivateFile.Write(path, RandomNumberGenerator.GetBytes(32));
        }

        return File.ReadAllBytes(path) is { Length: 32 } key ? key : throw new StoreRefusedException($"{path} is not 32 bytes");
    }
}
