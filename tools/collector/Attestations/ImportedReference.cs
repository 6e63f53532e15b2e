namespace NanoAgent.Collector.Attestations;

/// <summary>Reference values that are in force, as they were imported.</summary>
/// <param name="Model">The model, as enrolled.</param>
/// <param name="Firmware">The firmware version.</param>
/// <param name="Product">The product to which the model belongs.</param>
/// <param name="At">When they were imported, Unix seconds.</param>
/// <param name="By">By whom.</param>
/// <param name="Content">The file, JSON.</param>
public sealed record ImportedReference(string Model, string Firmware, string Product, long At, string By, string Content)
{
    /// <summary>All that a collector appraises against, by model and firmware version.</summary>
    public static IReadOnlyList<ImportedReference> All(CollectorServices collector)
    {
        ArgumentNullException.ThrowIfNull(collector);
        return collector.Store.Read(session => session.Query(
            "SELECT model, firmware, product, imported_at, imported_by, content FROM reference_values ORDER BY model, firmware",
            row => new ImportedReference(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetString(4), row.GetString(5))));
    }
}
