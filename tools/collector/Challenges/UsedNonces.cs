using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Challenges;

/// <summary>Single use of nonces, held by the database: the row is written in the transaction that keeps what came with the nonce.</summary>
internal static class UsedNonces
{
    /// <summary>Marks a nonce as used.</summary>
    /// <returns>False when it was used before.</returns>
    public static bool Take(StoreSession session, Nonce nonce) =>
        session.Execute("INSERT INTO used_nonces (bucket, chance) VALUES (@bucket, @chance) ON CONFLICT DO NOTHING", nonce.Bucket, nonce.Chance) == 1;

    /// <summary>Forgets those that have expired: their age refuses them now.</summary>
    public static void Forget(StoreSession session, long olderThanBucket) =>
        session.Execute("DELETE FROM used_nonces WHERE bucket < @bucket", olderThanBucket);
}
