using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NanoAgent.Collector.Storage.Sqlite;

/// <summary>Row by row: in the collector's own process a statement costs microseconds, so long as no command object stands between.</summary>
/// <remarks>The rows of a report pass here some ten thousand times a second. Values are bound by place; the statement's names stand in the order of the values.</remarks>
internal sealed class SqliteBulk : IBulk
{
    /// <inheritdoc/>
    public bool[] Run(StoreSession session, BulkStatement statement, IReadOnlyList<object[]> rows)
    {
        var changed = new bool[rows.Count];

        if (rows.Count == 0)
        {
            return changed;
        }

        sqlite3 database = ((SqliteConnection)session.Connection).Handle ?? throw new InvalidOperationException("the connection is closed");
        sqlite3_stmt prepared = Prepared(session, database, statement.Single);

        for (int i = 0; i < changed.Length; i++)
        {
            try
            {
                Bind(database, prepared, rows[i]);
                Check(database, raw.sqlite3_step(prepared));
                changed[i] = raw.sqlite3_changes(database) > 0;
            }
            finally
            {
                raw.sqlite3_reset(prepared);
            }
        }

        return changed;
    }

    /// <inheritdoc/>
    public List<T> Read<T>(StoreSession session, BulkStatement statement, IReadOnlyList<object[]> rows, Func<DbDataReader, T> read)
    {
        var found = new List<T>(rows.Count);

        foreach (object[] row in rows)
        {
            found.AddRange(session.Query(statement.Single, read, row));
        }

        return found;
    }

    private static sqlite3_stmt Prepared(StoreSession session, sqlite3 database, string sql)
    {
        var statements = (Statements)(session.EngineState ??= new Statements());

        if (!statements.TryGetValue(sql, out sqlite3_stmt? prepared))
        {
            Check(database, raw.sqlite3_prepare_v2(database, sql, out prepared));
            statements.Add(sql, prepared);
        }

        return prepared;
    }

    private static void Bind(sqlite3 database, sqlite3_stmt prepared, object[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            int code = values[i] switch
            {
                long number => raw.sqlite3_bind_int64(prepared, i + 1, number),
                string text => raw.sqlite3_bind_text(prepared, i + 1, text),
                byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(prepared, i + 1, 0),
                byte[] bytes => raw.sqlite3_bind_blob(prepared, i + 1, bytes),
                object other => throw new ArgumentException($"no column holds a {other.GetType().Name}", nameof(values)),
            };
            Check(database, code);
        }
    }

    private static void Check(sqlite3 database, int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            throw new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string(), code, raw.sqlite3_extended_errcode(database));
        }
    }

    /// <summary>A session's prepared statements.</summary>
    private sealed class Statements : Dictionary<string, sqlite3_stmt>, IDisposable
    {
        public void Dispose()
        {
            foreach (sqlite3_stmt statement in Values)
            {
                statement.Dispose();
            }
        }
    }
}
