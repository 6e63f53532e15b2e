using System.Diagnostics;
using System.Globalization;
using NanoAgent.Collector;
using Npgsql;

namespace NanoAgent.Tests.Collector;

/// <summary>The stores over which the same tests run.</summary>
public enum TestStore
{
    /// <summary>A file.</summary>
    Sqlite,

    /// <summary>The server that NANOAGENT_TEST_POSTGRES names; without it these tests are skipped.</summary>
    Postgres,
}

/// <summary>Tests over one store.</summary>
public abstract class StoreTest(TestStore store)
{
    private protected TestStore Store => store;

    /// <summary>A collector over an empty database of its own.</summary>
    internal Task<Scene> OpenAsync(string? folder = null, SetClock? clock = null, Func<CollectorOptions, CollectorOptions>? with = null) =>
        Scene.OpenAsync(folder, clock, with, NewDatabase());

    /// <summary>An empty PostgreSQL database, or null over SQLite, whose file lies in the folder.</summary>
    internal TestDatabase? NewDatabase() => store == TestStore.Postgres ? TestDatabase.Create() : null;
}

/// <summary>A database of a test's own on the tests' PostgreSQL.</summary>
internal sealed class TestDatabase : IDisposable
{
    private readonly string _server;
    private readonly string _name;

    private TestDatabase(string server, string name)
    {
        // Making and dropping a database takes as long as the server's disk does.
        _server = new NpgsqlConnectionStringBuilder(server) { Timeout = 300, CommandTimeout = 0 }.ToString();
        _name = name;
        Address = new NpgsqlConnectionStringBuilder(_server) { Database = name }.ToString();
    }

    /// <summary>Where it is.</summary>
    public string Address { get; }

    /// <summary>Makes an empty one, or skips the test.</summary>
    public static TestDatabase Create()
    {
        string? server = Environment.GetEnvironmentVariable("NANOAGENT_TEST_POSTGRES");

        if (string.IsNullOrEmpty(server))
        {
            Assert.Inconclusive("no PostgreSQL: eval \"$(tests/postgres.sh start)\" starts one and sets NANOAGENT_TEST_POSTGRES");
        }

        return CreateOn(server!);
    }

    /// <summary>Makes an empty one on the server of an address.</summary>
    public static TestDatabase CreateOn(string server)
    {
        var database = new TestDatabase(server, "test_" + Guid.NewGuid().ToString("N"));
        database.OnServer($"CREATE DATABASE {database._name}");
        return database;
    }

    /// <summary>Another database with what this one holds now, by PostgreSQL's own backup and its restore.</summary>
    public TestDatabase CopyByDump()
    {
        TestDatabase copy = Create();
        string dump = Path.GetTempFileName();
        RunClient("pg_dump", _name, "--format=custom", "--file", dump);
        RunClient("pg_restore", copy._name, "--exit-on-error", dump);
        File.Delete(dump);
        return copy;
    }

    /// <inheritdoc/>
    public void Dispose() => OnServer($"DROP DATABASE {_name} WITH (FORCE)");

    private void RunClient(string program, string database, params string[] arguments)
    {
        var server = new NpgsqlConnectionStringBuilder(_server);
        var start = new ProcessStartInfo(program) { RedirectStandardError = true };
        start.Environment["PGPASSWORD"] = server.Password;

        foreach (string argument in (string[])["--host", server.Host!, "--port", server.Port.ToString(CultureInfo.InvariantCulture), "--username", server.Username!, "--dbname", database, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, said);
    }

    private void OnServer(string statement)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server) { Pooling = false }.ToString());
        connection.Open();
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
