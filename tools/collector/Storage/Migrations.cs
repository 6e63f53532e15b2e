namespace NanoAgent.Collector.Storage;

/// <summary>Brings a database to this release's schema, forward only, each step in a transaction of its own.</summary>
public static class Migrations
{
    private static readonly string[][] _steps = [Schema1.Statements];

    /// <summary>The schema that this release reads and writes.</summary>
    public static int Current => _steps.Length;

    /// <summary>Applies what is missing.</summary>
    /// <exception cref="InvalidOperationException">The database is of a newer release.</exception>
    public static void Apply(StoreSession session)
    {
        session.Execute(session.Database.Schema("CREATE TABLE IF NOT EXISTS schema_versions (version {int} PRIMARY KEY)"));
        session.Execute(session.Database.BeginWrite);

        try
        {
            ApplyMissing(session);
            session.Execute("COMMIT");
        }
        catch
        {
            session.Execute("ROLLBACK");
            throw;
        }
    }

    private static void ApplyMissing(StoreSession session)
    {
        long version = session.Scalar<long>("SELECT MAX(version) FROM schema_versions");

        if (version > Current)
        {
            throw new InvalidOperationException($"the database has schema {version}, this release knows up to {Current}: use a newer release");
        }

        for (long step = version; step < Current; step++)
        {
            foreach (string statement in _steps[step])
            {
                session.Execute(session.Database.Schema(statement));
            }

            session.Execute("INSERT INTO schema_versions (version) VALUES (@version)", step + 1);
        }
    }
}
