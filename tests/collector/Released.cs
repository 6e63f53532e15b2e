using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Storage;
using Npgsql;

namespace NanoAgent.Tests.Collector;

/// <summary>A database as a released collector left it, and what that collector told then (released/, recorded by record.sh).</summary>
internal sealed class Released : IDisposable
{
    private readonly TemporaryFolder? _own;
    private readonly TestDatabase? _database;

    /// <summary>Restores one.</summary>
    /// <param name="store">Over which store.</param>
    /// <param name="schema">The schema's number.</param>
    /// <param name="database">An empty database where the store is PostgreSQL.</param>
    /// <param name="folder">An empty data folder; null for one of its own.</param>
    public Released(TestStore store, int schema, TestDatabase? database, string? folder = null)
    {
        _database = database;
        _own = folder is null ? new TemporaryFolder() : null;
        Folder = folder ?? _own!.Path;
        string name = store == TestStore.Sqlite ? "sqlite" : "postgres";
        string rows = File.ReadAllText(Path.Combine(FolderOf(schema), name + ".sql"));
        Told = [.. File.ReadLines(Path.Combine(FolderOf(schema), name + ".told")).Select(line => JsonDocument.Parse(line).RootElement)];

        Run(rows);
    }

    /// <summary>Its data folder.</summary>
    public string Folder { get; }

    /// <summary>Numbers of the schemas that are recorded.</summary>
    public static IEnumerable<int> Schemas =>
        Directory.GetDirectories(Repository.At("tests", "collector", "released"), "schema-*").Select(path => int.Parse(Path.GetFileName(path)["schema-".Length..])).Order();

    /// <summary>What the collector told: its units, its log's head, and its answers to bytes that it had taken.</summary>
    private IReadOnlyList<JsonElement> Told { get; }

    /// <summary>Its units, in the words of <c>enrol list --json</c>.</summary>
    public IEnumerable<JsonElement> Units => Told.Single(line => line.TryGetProperty("units", out _)).GetProperty("units").EnumerateArray();

    /// <summary>Its answers to the same bytes sent again.</summary>
    public IEnumerable<JsonElement> Answers => Told.Where(line => line.TryGetProperty("door", out _));

    /// <summary>The head of its log, as it signed it.</summary>
    public TreeHead Head
    {
        get
        {
            string jws = Told.Single(line => line.TryGetProperty("head", out _)).GetProperty("head").GetString()!;
            using JsonDocument payload = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(jws.Split('.')[1]));
            return new TreeHead(payload.RootElement.GetProperty("size").GetInt64(), System.Buffers.Text.Base64Url.DecodeFromChars(payload.RootElement.GetProperty("root").GetString()));
        }
    }

    /// <summary>Opens the present collector over it. The released one's keys are not recorded, so it takes its own.</summary>
    /// <param name="with">What is otherwise than in any scene.</param>
    public Task<Scene> OpenAsync(Func<CollectorOptions, CollectorOptions>? with = null) =>
        Scene.OpenAsync(Folder, with: options => (with?.Invoke(options) ?? options) with { AdoptsKeys = new KeyAdoption("recorder", "a released database") }, database: _database);

    /// <summary>How a process serves it.</summary>
    public ProcessStartInfo Serve() => ToolProcess.Serve(Folder, _database);

    /// <summary>Does something to the database beside any collector.</summary>
    public void Run(string statements)
    {
        using DbConnection connection = Connect();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }

    /// <summary>The generation of what collectors remember of it.</summary>
    public long Generation()
    {
        using DbConnection connection = Connect();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "SELECT generation FROM log_state";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>A connection beside any collector.</summary>
    public DbConnection Connect()
    {
        DbConnection connection = _database is null
            ? new SqliteConnection($"Data Source={Path.Combine(Folder, "collector.db")};Pooling=False")
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.Address) { Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        _database?.Dispose();
        _own?.Dispose();
    }

    private static string FolderOf(int schema) => Repository.At("tests", "collector", "released", $"schema-{schema}");
}
