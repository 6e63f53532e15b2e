namespace NanoAgent.Collector.Storage;

/// <summary>Brings a database to this release's schema, forward only, all missing steps in one transaction.</summary>
public static class Migrations
{
    private static readonly string[][] _steps = [Schema1.Statements, Schema2.Statements, Schema3.Statements, Schema4.Statements, Schema5.Statements, Schema6.Statements];

    /// <summary>The schema that this release reads and writes.</summary>
    public static int Current => _steps.Length;

    /// <summary>Applies what is missing.</summary>
    /// <param name="session">A session that writes.</param>
    /// <param name="begins">Told before an earlier release's data is brought forward, from which schema to which: with millions of reports that takes minutes.</param>
    /// <exception cref="StoreRefusedException">The database is of a newer release.</exception>
    public static void Apply(StoreSession session, Action<long, long>? begins = null)
    {
        session.Execute(session.Database.BeginWrite);

        try
        {
            // Two collectors may start at once on an empty database: the second waits here, and finds nothing to do.
            session.Execute(session.Database.LockSchema);
            session.Execute(session.Database.Schema("CREATE TABLE IF NOT EXISTS schema_versions (version {int} PRIMARY KEY)"));
            ApplyMissing(session, begins);
            session.Execute("COMMIT");
        }
        catch
        {
            session.RollBack();
            throw;
        }
    }

    /// <summary>For a collector that runs: did a newer release bring the database forward meanwhile? What this one wrote then would lack what that one relies on.</summary>
    /// <exception cref="StoreUnavailableException">It did.</exception>
    public static void RefuseNewer(StoreSession session)
    {
        if (VersionOf(session) is long version && version > Current)
        {
            throw new StoreUnavailableException($"a newer release brought the database to schema {version}, and this one knows up to {Current}: stop this collector and start the newer release");
        }
    }

    private static long VersionOf(StoreSession session) => session.Scalar<long>("SELECT MAX(version) FROM schema_versions");

    private static void ApplyMissing(StoreSession session, Action<long, long>? begins)
    {
        long version = VersionOf(session);

        if (version > Current)
        {
            throw new StoreRefusedException($"the database has schema {version}, this release knows up to {Current}: use a newer release");
        }

        if (version == Current)
        {
            return;
        }

        if (version > 0)
        {
            begins?.Invoke(version, Current);

            // Before any table: who writes takes this first as well, and taken last it would wait for a writer who waits for a table, until one of the two is ended.
            session.Execute(session.Database.LockLog);
        }

        for (long step = version; step < Current; step++)
        {
            foreach (string statement in _steps[step].Select(session.Database.Schema).Where(statement => statement.Length > 0))
            {
                session.ExecuteWithoutEnd(statement);
            }

            session.Execute("INSERT INTO schema_versions (version) VALUES (@version)", step + 1);
        }

        // So that a collector of the release before, which still runs, looks at the schema before it writes again.
        session.Execute("UPDATE log_state SET generation = generation + 1 WHERE id = 1");
    }
}
