using System.Data.Common;

namespace NanoAgent.Collector.Storage;

/// <summary>A batch of rows in one go: row by row where a statement costs microseconds, by arrays where it costs a round trip.</summary>
public interface IBulk
{
    /// <summary>Runs an <c>INSERT</c> or <c>UPDATE</c> for every row.</summary>
    /// <param name="session">An open writing session.</param>
    /// <param name="statement">The statement in both spellings.</param>
    /// <param name="rows">Values in the order of the statement's columns; none null.</param>
    /// <returns>For each row, in order: did it change the table?</returns>
    bool[] Run(StoreSession session, BulkStatement statement, IReadOnlyList<object[]> rows);

    /// <summary>Runs a query for every row of values.</summary>
    /// <param name="session">An open session.</param>
    /// <param name="statement">The query in both spellings.</param>
    /// <param name="rows">Values in the order of the statement's parameters; none null.</param>
    /// <param name="read">Reads one found row.</param>
    /// <returns>What was found, in any order.</returns>
    List<T> Read<T>(StoreSession session, BulkStatement statement, IReadOnlyList<object[]> rows, Func<DbDataReader, T> read);
}

/// <summary>One statement in both spellings.</summary>
/// <param name="Single">For one row, with a named parameter for each column.</param>
/// <param name="Arrays">For many rows, with a parameter array for each column in the same order; returns the 1-based ordinals of the rows that changed the table, or nothing when <paramref name="AlwaysChanges"/>.</param>
/// <param name="AlwaysChanges">Every row changes the table, so that nobody need ask.</param>
public sealed record BulkStatement(string Single, string Arrays, bool AlwaysChanges = true);
