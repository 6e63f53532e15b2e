using System.Data.Common;

namespace NanoAgent.Collector.Storage.Sqlite;

/// <summary>Row by row: in the collector's own process a statement costs microseconds.</summary>
internal sealed class SqliteBulk : IBulk
{
    /// <inheritdoc/>
    public bool[] Run(StoreSession session, BulkStatement statement, IReadOnlyList<object[]> rows)
    {
        var changed = new bool[rows.Count];

        for (int i = 0; i < changed.Length; i++)
        {
            changed[i] = session.Execute(statement.Single, rows[i]) > 0;
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
}
