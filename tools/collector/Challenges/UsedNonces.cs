using System.Globalization;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Challenges;

/// <summary>Single use of nonces, held by the database: the row is written in the transaction that keeps what came with the nonce.</summary>
internal static class UsedNonces
{
    private const string Forgotten = "nonces-forgotten";

    private static readonly BulkStatement _take = new(
        "INSERT INTO used_nonces (bucket, chance) VALUES (@bucket, @chance) ON CONFLICT DO NOTHING",
        """
        WITH given AS (SELECT * FROM unnest(@bucket, @chance) WITH ORDINALITY AS n (bucket, chance, ordinal)),
            taken AS (INSERT INTO used_nonces (bucket, chance) SELECT bucket, chance FROM given ON CONFLICT DO NOTHING RETURNING bucket, chance)
        SELECT ordinal FROM given JOIN taken ON taken.bucket = given.bucket AND taken.chance = given.chance
        """,
        AlwaysChanges: false);

    /// <summary>Marks a nonce as used.</summary>
    /// <returns>False when it was used before, or is so old that its use may be forgotten.</returns>
    public static bool Take(StoreSession session, Nonce nonce) => nonce.Bucket >= ForgottenBefore(session) && Take(session, [nonce])[0];

    /// <summary>Marks nonces as used, none of them twice among them.</summary>
    /// <returns>For each: false when it was used before.</returns>
    public static bool[] Take(StoreSession session, IReadOnlyList<Nonce> nonces) =>
        session.Database.Bulk.Run(session, _take, [.. nonces.Select(nonce => new object[] { nonce.Bucket, nonce.Chance })]);

    /// <summary>The first bucket whose used nonces are all remembered.</summary>
    public static long ForgottenBefore(StoreSession session) =>
        long.Parse(session.Scalar<string>("SELECT value FROM meta WHERE name = @name", Forgotten) ?? "0", CultureInfo.InvariantCulture);

    /// <summary>Forgets those that have expired: their age refuses them now, and the bucket that is kept refuses them should the clock be set back.</summary>
    /// <param name="session">A writing session.</param>
    /// <param name="olderThanBucket">Nonces of older buckets are forgotten.</param>
    /// <param name="forgotten">What <see cref="ForgottenBefore"/> says now.</param>
    /// <returns>What it says from now on. It follows what was really forgotten, so that a clock that once ran ahead locks nobody out.</returns>
    public static long Forget(StoreSession session, long olderThanBucket, long forgotten)
    {
        long newest = session.Scalar<long>("SELECT MAX(bucket) FROM used_nonces WHERE bucket < @bucket", olderThanBucket);

        if (newest < forgotten)
        {
            return forgotten;
        }

        session.Execute("DELETE FROM used_nonces WHERE bucket < @bucket", olderThanBucket);
        session.Execute(
            "INSERT INTO meta (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            Forgotten, (newest + 1).ToString(CultureInfo.InvariantCulture));
        return newest + 1;
    }
}
