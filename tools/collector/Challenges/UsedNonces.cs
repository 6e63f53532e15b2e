using System.Globalization;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Challenges;

/// <summary>Single use of nonces, held by the database: the row is written in the transaction that keeps what came with the nonce.</summary>
internal static class UsedNonces
{
    private const string Forgotten = "nonces-forgotten";

    private static readonly BulkStatement _takeForReport = new(
        """
        INSERT INTO report_nonces (bucket, chance, idx) SELECT @bucket, @chance, @idx
        WHERE NOT EXISTS (SELECT 1 FROM used_nonces WHERE bucket = @bucket AND chance = @chance) ON CONFLICT DO NOTHING
        """,
        """
        WITH given AS (SELECT * FROM unnest(@bucket, @chance, @idx) WITH ORDINALITY AS n (bucket, chance, idx, ordinal)),
            taken AS (INSERT INTO report_nonces (bucket, chance, idx) SELECT bucket, chance, idx FROM given
                WHERE NOT EXISTS (SELECT 1 FROM used_nonces AS u WHERE u.bucket = given.bucket AND u.chance = given.chance) ON CONFLICT DO NOTHING RETURNING bucket, chance)
        SELECT ordinal FROM given JOIN taken ON taken.bucket = given.bucket AND taken.chance = given.chance
        """,
        AlwaysChanges: false);

    private static readonly BulkStatement _moveReport = new(
        "UPDATE report_nonces SET idx = @idx WHERE bucket = @bucket AND chance = @chance",
        "UPDATE report_nonces AS r SET idx = n.idx FROM unnest(@idx, @bucket, @chance) AS n (idx, bucket, chance) WHERE r.bucket = n.bucket AND r.chance = n.chance");

    /// <summary>Marks a nonce as used by anything but a report.</summary>
    /// <returns>False when it was used before, or is so old that its use may be forgotten.</returns>
    public static bool Take(StoreSession session, Nonce nonce) =>
        nonce.Bucket >= ForgottenBefore(session)
        && ReportWith(session, nonce) is null
        && session.Execute("INSERT INTO used_nonces (bucket, chance) VALUES (@bucket, @chance) ON CONFLICT DO NOTHING", nonce.Bucket, nonce.Chance) == 1;

    /// <summary>Marks nonces as used by reports, none of them twice among them. These are never forgotten: by its nonce a report is found again.</summary>
    /// <param name="session">A writing session.</param>
    /// <param name="nonces">The nonces.</param>
    /// <param name="next">The log's next index: the first report whose nonce is taken gets it, the second the one after it.</param>
    /// <returns>For each: false when it was used before.</returns>
    public static bool[] TakeForReports(StoreSession session, IReadOnlyList<Nonce> nonces, long next)
    {
        bool[] taken = session.Database.Bulk.Run(session, _takeForReport, [.. nonces.Select((nonce, i) => new object[] { nonce.Bucket, nonce.Chance, next + i })]);
        int firstUsed = Array.IndexOf(taken, false);

        // Seldom: those behind one that was used before move up.
        if (firstUsed >= 0)
        {
            IEnumerable<int> behind = Enumerable.Range(firstUsed, taken.Length - firstUsed).Where(i => taken[i]);
            session.Database.Bulk.Run(session, _moveReport, [.. behind.Select((i, place) => new object[] { next + firstUsed + place, nonces[i].Bucket, nonces[i].Chance })]);
        }

        return taken;
    }

    /// <summary>The leaf of the report that used a nonce, or null.</summary>
    public static long? ReportWith(StoreSession session, Nonce nonce) =>
        session.Scalar<object>("SELECT idx FROM report_nonces WHERE bucket = @bucket AND chance = @chance", nonce.Bucket, nonce.Chance) as long?;

    /// <summary>The first bucket whose used nonces are all remembered.</summary>
    public static long ForgottenBefore(StoreSession session) =>
        long.Parse(Meta.Find(session, Forgotten) ?? "0", CultureInfo.InvariantCulture);

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
        Meta.Keep(session, Forgotten, (newest + 1).ToString(CultureInfo.InvariantCulture));
        return newest + 1;
    }
}
