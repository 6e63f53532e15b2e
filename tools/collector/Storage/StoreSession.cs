using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace NanoAgent.Collector.Storage;

/// <summary>One connection with its prepared statements. One thread at a time.</summary>
/// <remarks>Statements are literals of the code and values are always parameters, so the cache is bounded and nothing is injected.</remarks>
public sealed partial class StoreSession(DbConnection connection, IDatabase database) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = [];

    /// <summary>The engine.</summary>
    public IDatabase Database => database;

    /// <summary>The connection, for what an engine does in its own way.</summary>
    public DbConnection Connection => connection;

    /// <summary>What the engine keeps for this session; it goes with it, before the connection.</summary>
    public IDisposable? EngineState { get; set; }

    /// <summary>When the newest statement began, by <see cref="Stopwatch"/>.</summary>
    public long Begun { get; private set; }

    /// <summary>Has the connection been lost? A lost one is never used again.</summary>
    public bool IsLost => connection.State != ConnectionState.Open;

    /// <summary>Rolls back what a failed transaction wrote, where the engine has not done so by itself, as on a full disk or a lost connection.</summary>
    public void RollBack()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException || database.IsUnavailable(exception))
        {
        }
    }

    /// <summary>Runs a statement.</summary>
    /// <param name="sql">With named parameters.</param>
    /// <param name="values">In the order in which the names first appear; null is NULL.</param>
    /// <returns>Rows changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    /// <summary>Runs a statement that may work on every row there is, and is given all the time that it takes.</summary>
    public void ExecuteWithoutEnd(string sql)
    {
        DbCommand command = Bind(sql, []);
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row, or the type's default when there is none or it is NULL.</summary>
    public T? Scalar<T>(string sql, params ReadOnlySpan<object?> values) =>
        Bind(sql, values).ExecuteScalar() is { } value and not DBNull ? (T)value : default;

    /// <summary>The first row, or null.</summary>
    public T? Single<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
        where T : class
    {
        using DbDataReader reader = Bind(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : null;
    }

    /// <summary>All rows. Bounded by the caller's statement.</summary>
    public List<T> Query<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        using DbDataReader reader = Bind(sql, values).ExecuteReader();

        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (DbCommand command in _commands.Values)
        {
            command.Dispose();
        }

        EngineState?.Dispose();
        connection.Dispose();
    }

    private DbCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        DbCommand command = _commands.TryGetValue(sql, out DbCommand? known) ? known : Prepare(sql);

        if (command.Parameters.Count != values.Length)
        {
            throw new ArgumentException($"need {command.Parameters.Count} values, got {values.Length}", nameof(values));
        }

        Begun = Stopwatch.GetTimestamp();

        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    private DbCommand Prepare(string sql)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;

        foreach (string name in Names().Matches(sql).Select(match => match.Value).Distinct())
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        _commands.Add(sql, command);
        return command;
    }

    [GeneratedRegex("@[a-z_]+")]
    private static partial Regex Names();
}
