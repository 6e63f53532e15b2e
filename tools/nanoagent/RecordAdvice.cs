using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Tool;

/// <summary>What is no mistake in itself and usually one all the same: a record that no declaration will count, or not yet.</summary>
internal static class RecordAdvice
{
    /// <summary>Lines for a person about a record that was just written.</summary>
    /// <param name="record">The record.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="today">The day.</param>
    public static IEnumerable<string> Of(EvidenceRecord record, RecordFolder folder, DateOnly today)
    {
        if (record is not ProductRecord && RecordStore.Load(folder.FullName).FindProduct(record.Product) is null)
        {
            yield return $"no product {record.Product} is recorded here, so it stands for a model of that name: `nanoagent record product` records one";
        }

        foreach (string row in RowsOf(record).Where(row => SchemeCatalog.BuiltIn.FindRows(row).Count == 0))
        {
            yield return $"no scheme of this build has a row {row}: `nanoagent schemes show jc-star-1` lists those of one";
        }

        if (record is NotApplicableRecord { Criterion: string aside } && SchemeCatalog.BuiltIn.FindRows(aside) is [RowRef only] && !SchemeCatalog.BuiltIn.Find(only)!.NotApplicable.Allowed)
        {
            yield return $"{only.Scheme} never lets {aside} be set aside, so that declarations refuse the mark";
        }

        if (DateOnly.TryParse(DateOf(record), System.Globalization.CultureInfo.InvariantCulture, out DateOnly day) && day > today)
        {
            yield return $"it counts from {DateOf(record)} on, which is not yet";
        }
    }

    private static IReadOnlyList<string> RowsOf(EvidenceRecord record) => record switch
    {
        DocumentRecord d => d.Criteria,
        ConfirmationRecord c => [c.Criterion],
        NotApplicableRecord n => [n.Criterion],
        ComparisonRecord c => [c.Criterion],
        _ => [],
    };

    private static string? DateOf(EvidenceRecord record) => record switch
    {
        DocumentRecord d => d.Date,
        ConfirmationRecord c => c.Date,
        NotApplicableRecord n => n.Date,
        ComparisonRecord c => c.Date,
        _ => null,
    };
}
