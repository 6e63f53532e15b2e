using System.Data.Common;

namespace NanoAgent.Collector.Storage;

/// <summary>What differs between the engines that can hold a collector's data. Everything else is one SQL for all.</summary>
public interface IDatabase : IDisposable
{
    /// <summary>Opens a connection that writes, with the durability that an acknowledged report needs.</summary>
    DbConnection OpenWriter();

    /// <summary>Opens a session that only reads. A statement of it that lasts four times the patience is ended, as the database's trouble: nobody holds it for ever.</summary>
    StoreSession OpenReader();

    /// <summary>May several collectors have this database open side by side?</summary>
    bool IsShared { get; }

    /// <summary>Begins a writing transaction; the statement waits for, or fails on, another writer.</summary>
    string BeginWrite { get; }

    /// <summary>Begins a reading transaction: everything in it is seen at one point in time.</summary>
    string BeginRead { get; }

    /// <summary>Keeps every other migration out until the transaction ends; run at its beginning.</summary>
    string LockSchema { get; }

    /// <summary>Reads the log's row (size, generation) and keeps every other writer out until the transaction ends.</summary>
    string LockLog { get; }

    /// <summary>Puts the engine's column types into a schema statement: <c>{id}</c>, <c>{int}</c>, <c>{bytes}</c>, <c>{clustered}</c>.</summary>
    /// <remarks><c>{whole rows} TABLE</c> keeps rows of that table in one piece and as they are, up to a page's size. Where an engine has nothing to do, the statement comes out empty.</remarks>
    string Schema(string statement);

    /// <summary>Writes a whole copy, as of one point in time, while others read and write.</summary>
    /// <exception cref="NotSupportedException">The engine has backups of its own.</exception>
    void CopyTo(string path);

    /// <summary>The writer has committed; an engine that has something to tidy up does it beside the writer, never in its way.</summary>
    /// <param name="writer">The connection that committed.</param>
    void Committed(DbConnection writer);

    /// <summary>Is this exception the database's trouble, not the statement's?</summary>
    bool IsUnavailable(Exception exception);

    /// <summary>Writes a whole batch of rows, in the engine's fastest way.</summary>
    IBulk Bulk { get; }
}
