namespace NanoAgent.Evidence;

/// <summary>Where in an authority's checklist workbook what goes. The user writes it, as the user supplies the workbook.</summary>
public sealed record ColumnMap
{
    /// <summary>Name of the sheet.</summary>
    public required string Sheet { get; init; }

    /// <summary>The column that holds the criteria's numbers, such as <c>B</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Which field goes into which column: <c>state</c>, <c>documents</c>, <c>tests</c>, <c>units</c>, <c>confirmed-by</c>, <c>confirmed-on</c>, <c>note</c>.</summary>
    public required IReadOnlyDictionary<string, string> Columns { get; init; }

    /// <summary>What the workbook calls a state, by the state's name; a state that is not named leaves its cell as it was.</summary>
    public required IReadOnlyDictionary<string, string> States { get; init; }

    /// <summary>Which field of the filing goes into which cell: <c>applicant</c>, <c>corporate-number</c>, <c>application-number</c>, <c>label-number</c>, <c>models</c>, <c>product</c>, <c>firmware</c>.</summary>
    public IReadOnlyDictionary<string, string> Cells { get; init; } = new Dictionary<string, string>();
}

/// <summary>Why a workbook was not filled.</summary>
public enum FillRefusal
{
    /// <summary>It was.</summary>
    None = 0,

    /// <summary>The map is no column map, or names a field or a cell that there is not.</summary>
    BadMap,

    /// <summary>The file is no workbook.</summary>
    NoWorkbook,

    /// <summary>It has no sheet of that name.</summary>
    NoSheet,

    /// <summary>A criterion stands in no row of the key column.</summary>
    NoRow,

    /// <summary>The pack has no checklist that can be read.</summary>
    NoChecklist,
}
