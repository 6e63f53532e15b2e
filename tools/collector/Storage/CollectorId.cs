using System.Security.Cryptography;

namespace NanoAgent.Collector.Storage;

/// <summary>The name by which tokens and tree heads know a collector, made with its database.</summary>
internal static class CollectorId
{
    /// <summary>Reads it, and makes one where there is none.</summary>
    public static string Open(StoreSession session)
    {
        string? id = Meta.Find(session, "id");

        if (id is null)
        {
            id = "collector-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
            Meta.Keep(session, "id", id);
        }

        return id;
    }
}
