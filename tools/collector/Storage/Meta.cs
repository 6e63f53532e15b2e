namespace NanoAgent.Collector.Storage;

/// <summary>What a database knows of itself, by name.</summary>
internal static class Meta
{
    /// <summary>What is kept under a name, or null.</summary>
    public static string? Find(StoreSession session, string name) => session.Scalar<string>("SELECT value FROM meta WHERE name = @name", name);

    /// <summary>Keeps it, and writes only what is another.</summary>
    public static void Keep(StoreSession session, string name, string value)
    {
        if (Find(session, name) != value)
        {
            session.Execute("INSERT INTO meta (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value);
        }
    }
}
