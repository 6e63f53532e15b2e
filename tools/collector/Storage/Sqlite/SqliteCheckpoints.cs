using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NanoAgent.Collector.Storage.Sqlite;

/// <summary>Brings what the write-ahead log has gathered into the database file while the writer goes on (a passive checkpoint, https://sqlite.org/wal.html#ckpt).</summary>
/// <param name="open">Opens a connection of its own.</param>
internal sealed class SqliteCheckpoints(Func<SqliteConnection> open) : IDisposable
{
    // Of 16 KB: enough that a page which changes often is mostly written back once.
    private const int PagesBetween = 2000;

    // SQLITE_DBSTATUS_CACHE_WRITE: pages that a connection has written.
    private const int PagesWritten = 9;

    private Task _running = Task.CompletedTask;
    private int _brought;

    /// <summary>Begins a checkpoint when enough has been written since the last. One writer calls this, and does not wait.</summary>
    public void Committed(SqliteConnection writer)
    {
        raw.sqlite3_db_status(writer.Handle, PagesWritten, out int written, out _, 0);

        // A writer that was opened anew counts from zero.
        _brought = Math.Min(_brought, written);

        if (written - _brought >= PagesBetween && _running.IsCompleted)
        {
            _brought = written;
            _running = Task.Factory.StartNew(Bring, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>Waits for the one that runs.</summary>
    public void Dispose() => _running.Wait();

    private void Bring()
    {
        try
        {
            using SqliteConnection connection = open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // Nothing is lost: the log has it all, and the writer meets the same trouble at its next commit and says so.
        }
    }
}
