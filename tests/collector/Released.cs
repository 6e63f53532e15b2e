using System.Text.Json;
using Microsoft.Data.Sqlite;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector.Storage;
using Npgsql;

namespace NanoAgent.Tests.Collector;

/// <summary>A database as a released collector left it, and what that collector told then (released/, recorded by record.sh).</summary>
internal sealed class Released : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestDatabase? _database;

    /// <summary>Restores one.</summary>
    /// <param name="store">Over which store.</param>
    /// <param name="schema">The schema's number.</param>
    /// <param name="database">An empty database where the store is PostgreSQL.</param>
    public Released(TestStore store, int schema, TestDatabase? database)
    {
        _database = database;
        string name = store == TestStore.Sqlite ? "sqlite" : "postgres";
        string rows = File.ReadAllText(Path.Combine(FolderOf(schema), name + ".sql"));
        Told = [.. File.ReadLines(Path.Combine(FolderOf(schema), name + ".told")).Select(line => JsonDocument.Parse(line).RootElement)];

        if (database is null)
        {
            using var connection = new SqliteConnection($"Data Source={_folder.At("collector.db")};Pooling=False");
            Fill(connection, rows);
        }
        else
        {
            using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Address) { Pooling = false }.ToString());
            Fill(connection, rows);
        }
    }

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
    public Task<Scene> OpenAsync() => Scene.OpenAsync(_folder.Path, with: options => options with { AdoptsKeys = true }, database: _database);

    public void Dispose()
    {
        _database?.Dispose();
        _folder.Dispose();
    }

    private static string FolderOf(int schema) => Repository.At("tests", "collector", "released", $"schema-{schema}");

    private static void Fill(System.Data.Common.DbConnection connection, string rows)
    {
        connection.Open();
        using System.Data.Common.DbCommand command = connection.CreateCommand();
        command.CommandText = rows;
        command.ExecuteNonQuery();
    }
}
