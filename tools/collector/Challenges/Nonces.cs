using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Collector.Challenges;

/// <summary>A nonce that this collector, or another with the same key, once made for a unit.</summary>
/// <param name="Bucket">When: number of the time bucket.</param>
/// <param name="Chance">The 16 bytes that tell it from others of its bucket.</param>
/// <param name="MadeAt">The bucket's beginning, in Unix seconds.</param>
public sealed record Nonce(long Bucket, byte[] Chance, long MadeAt);

/// <summary>Stateless nonces: version(1) ‖ bucket(4) ‖ microseconds in it(3) ‖ random(13) ‖ MAC(16), base64url, 50 characters.</summary>
/// <remarks>
/// The MAC covers the rest and the <c>kid</c>, so any replica can check a nonce, none serves two units, and challenges cost no memory.
/// Single use is held by the database. Thread-safe.
/// </remarks>
public sealed class Nonces(byte[] key, TimeSpan lifetime, TimeProvider clock) : IDisposable
{
    /// <summary>Characters of a nonce.</summary>
    public const int TextLength = 50;

    /// <summary>Seconds of a time bucket: how coarsely a nonce is dated.</summary>
    public const int BucketSeconds = 10;

    private const byte Version = 1;
    private const int HeadBytes = 1 + 4 + 16;
    private const int MacBytes = 16;

    // Microseconds of a bucket fill three bytes: the highest of the four lies under the bucket's lowest, which is written after it.
    private const int TimeAt = 4;
    private const int RandomAt = 8;

    // A clock set back by this much still takes its own fresh nonces; set back further, it takes none until it is right again.
    private const int MostBucketsAhead = 6;

    private readonly ThreadLocal<PerThread> _threads = new(() => new PerThread(key), trackAllValues: true);

    /// <summary>How long a nonce is taken.</summary>
    public TimeSpan Lifetime => lifetime;

    /// <summary>The oldest bucket of which a nonce may still be taken, with an hour to spare for a clock that is set back.</summary>
    public long OldestBucket() => (clock.GetUtcNow() - lifetime - TimeSpan.FromHours(1)).ToUnixTimeSeconds() / BucketSeconds;

    /// <summary>Makes a nonce for the unit with that key.</summary>
    public string Next(string kid)
    {
        Span<byte> nonce = stackalloc byte[HeadBytes + MacBytes];
        long microseconds = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        (long bucket, long within) = Math.DivRem(microseconds, BucketSeconds * 1_000_000L);

        // In the order of time, since fleets bring them back in nearly that order: the database then writes the rows of many on one page.
        BinaryPrimitives.WriteUInt32BigEndian(nonce[TimeAt..], (uint)within);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[1..], (uint)bucket);
        nonce[0] = Version;
        _threads.Value!.TakeChance(nonce[RandomAt..HeadBytes]);
        Mac(nonce[..HeadBytes], kid, nonce[HeadBytes..]);
        return Base64Url.Encode(nonce.ToArray());
    }

    /// <summary>Is it ours, for that unit, and not expired?</summary>
    public bool IsFresh(string text, string kid, out Nonce? nonce)
    {
        if (!TryRead(text, kid, out nonce))
        {
            return false;
        }

        long now = clock.GetUtcNow().ToUnixTimeSeconds();
        long age = now / BucketSeconds - nonce!.Bucket;
        return age >= -MostBucketsAhead && now - nonce.MadeAt <= (long)lifetime.TotalSeconds;
    }

    /// <summary>Is it ours and for that unit, expired or not?</summary>
    public bool TryRead(string text, string kid, out Nonce? nonce)
    {
        nonce = null;

        if (text.Length != TextLength || !Base64Url.TryDecode(text, out byte[] bytes) || bytes.Length != HeadBytes + MacBytes || bytes[0] != Version)
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[MacBytes];
        Mac(bytes.AsSpan(0, HeadBytes), kid, mac);

        if (!CryptographicOperations.FixedTimeEquals(mac, bytes.AsSpan(HeadBytes)))
        {
            return false;
        }

        nonce = PartsOf(bytes);
        return true;
    }

    /// <summary>The parts of a nonce, whoever made it; null when the text is none.</summary>
    public static Nonce? PartsOf(string text) =>
        Base64Url.TryDecode(text, out byte[] bytes) && bytes.Length == HeadBytes + MacBytes && bytes[0] == Version ? PartsOf(bytes) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PerThread own in _threads.Values)
        {
            own.Mac.Dispose();
        }

        _threads.Dispose();
    }

    private static Nonce PartsOf(byte[] bytes)
    {
        long bucket = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1));
        return new Nonce(bucket, bytes[5..HeadBytes], bucket * BucketSeconds);
    }

    private void Mac(ReadOnlySpan<byte> head, string kid, Span<byte> mac)
    {
        Span<byte> input = stackalloc byte[HeadBytes + 64];
        head.CopyTo(input);
        int length = HeadBytes + Encoding.ASCII.GetBytes(kid.AsSpan(0, Math.Min(kid.Length, 64)), input[HeadBytes..]);
        Span<byte> full = stackalloc byte[32];
        IncrementalHash hmac = _threads.Value!.Mac;
        hmac.AppendData(input[..length]);
        hmac.GetHashAndReset(full);
        full[..MacBytes].CopyTo(mac);
    }

    // What one thread makes nonces with: a keyed object, and chance for many. Making the first anew costs twice the MAC, asking for the second more than the MAC.
    private sealed class PerThread(byte[] key)
    {
        private const int Room = 1024;

        private readonly byte[] _chance = new byte[Room];
        private int _taken = Room;

        public IncrementalHash Mac { get; } = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);

        public void TakeChance(Span<byte> chance)
        {
            if (_taken + chance.Length > Room)
            {
                RandomNumberGenerator.Fill(_chance);
                _taken = 0;
            }

            _chance.AsSpan(_taken, chance.Length).CopyTo(chance);
            _taken += chance.Length;
        }
    }
}
