using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using NanoAgent.Collector.Keys;
using SQLitePCL;

namespace NanoAgent.Collector.Storage.Sqlite;

/// <summary>A collector's data in one SQLite file; nothing to install.</summary>
/// <remarks>WAL, so that readers never wait; <c>synchronous=FULL</c>, so that a commit is on the disk before an answer leaves.</remarks>
public sealed class SqliteDatabase(string path, TimeSpan patience) : IDatabase
{
    // A report's row of some 4 KB wastes none of a 16 KB page.
    // The checkpoint at 8000 pages is the writer's own, who stands still meanwhile: under steady load it finds little left to do.
    private const string Setup = "PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8000;";

    // Of SQLite's virtual machine: some milliseconds of work, beside which a look at the clock costs nothing.
    private const int InstructionsBetweenLooks = 100_000;

    // The database, its log and the log's index.
    private static readonly string[] _endings = ["", "-wal", "-shm"];

    private readonly SqliteCheckpoints _checkpoints = new(() => Open(path, patience, SqliteOpenMode.ReadWrite, "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;"));

    /// <inheritdoc/>
    public bool IsShared => false;

    /// <inheritdoc/>
    public string BeginWrite => "BEGIN IMMEDIATE";

    /// <summary>Nothing to do: beginning to write has locked the whole file.</summary>
    public string LockSchema => "SELECT 1";

    /// <inheritdoc/>
    public string BeginRead => "BEGIN";

    /// <inheritdoc/>
    public string LockLog => "SELECT size, generation FROM log_state WHERE id = 1";

    /// <inheritdoc/>
    public IBulk Bulk { get; } = new SqliteBulk();

    /// <inheritdoc/>
    public DbConnection OpenWriter()
    {
        // SQLite would make it readable to everybody, and gives its log the same mode.
        PrivateFile.MakeFile(path);

        // Earlier releases let it.
        foreach (string ending in _endings)
        {
            PrivateFile.Close(path + ending);
        }

        return Open(path, patience, SqliteOpenMode.ReadWriteCreate, Setup);
    }

    /// <inheritdoc/>
    public StoreSession OpenReader()
    {
        SqliteConnection connection = Open(path, patience, SqliteOpenMode.ReadWrite, "PRAGMA query_only=ON; PRAGMA cache_size=-16384;");
        var session = new StoreSession(connection, this);

        // SQLite has no time limit of its own. Until a reading ends, the log of writes cannot be used anew and grows.
        raw.sqlite3_progress_handler(connection.Handle, InstructionsBetweenLooks, _ => Stopwatch.GetElapsedTime(session.Begun) > patience * 4 ? 1 : 0, null);
        return session;
    }

    /// <inheritdoc/>
    public string Schema(string statement) => statement.StartsWith("{whole rows}", StringComparison.Ordinal) ? "" : statement
        .Replace("{id}", "INTEGER PRIMARY KEY", StringComparison.Ordinal)
        .Replace("{int}", "INTEGER", StringComparison.Ordinal)
        .Replace("{bytes}", "BLOB", StringComparison.Ordinal)
        .Replace("{clustered}", "WITHOUT ROWID", StringComparison.Ordinal);

    /// <inheritdoc/>
    public bool IsUnavailable(Exception exception) => exception is SqliteException { SqliteErrorCode: not 1 and not 19 and not 20 and not 25 };

    /// <inheritdoc/>
    public void CopyTo(string path)
    {
        PrivateFile.MakeFile(path);
        using DbConnection connection = OpenWriter();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO @path";
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = "@path";
        parameter.Value = path;
        command.Parameters.Add(parameter);
        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void Committed(DbConnection writer) => _checkpoints.Committed((SqliteConnection)writer);

    /// <inheritdoc/>
    public void Dispose() => _checkpoints.Dispose();

    private static SqliteConnection Open(string path, TimeSpan patience, SqliteOpenMode mode, string setup)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)patience.TotalSeconds),
        };
        var connection = new SqliteConnection(text.ToString());

        try
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = setup;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
