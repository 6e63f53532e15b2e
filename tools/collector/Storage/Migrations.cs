namespace NanoAgent.Collector.Storage;

/// <summary>Brings a database to this release's schema, forward only, all missing steps in one transaction.</summary>
public static class Migrations
{
    private static readonly string[][] _steps = [Schema1.Statements, Schema2.Statements, Schema3.Statements, Schema4.Statements, Schema5.Statements];

    /// <summary>The schema that this release reads and writes.</summary>
    public static int Current => _steps.Length;

    /// <summary>Applies what is missing.</summary>
    /// <exception cref="StoreRefusedException">The database is of a newer release.</exception>
    public static void Apply(StoreSession session)
    {
        session.Execute(session.Database.BeginWrite);

        try
        {
            // Two collectors may start at once on an empty database: the second waits here, and finds nothing to do.
            session.Execute(session.Database.LockSchema);
            session.Execute(session.Database.Schema("CREATE TABLE IF NOT EXISTS schema_versions (version {int} PRIMARY KEY)"));
            ApplyMissing(session);
            session.Execute("COMMIT");
        }
        catch
        {
            session.RollBack();
            throw;
        }
    }

    private static void ApplyMissing(StoreSession session)
    {
        long version = session.Scalar<long>("SELECT MAX(version) FROM schema_versions");

        if (version > Current)
        {
            throw new StoreRefusedException($"the database has schema {version}, this release knows up to {Current}: use a newer release");
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
