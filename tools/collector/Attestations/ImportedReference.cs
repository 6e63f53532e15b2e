using System.Security.Cryptography;
using System.Text;

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
    /// <summary>SHA-256 of the file, 64 hexadecimal digits: by it the log's act and the results name what was appraised against.</summary>
    public string Sha256 => HashOf(Content);

    /// <summary>SHA-256 of a file's content.</summary>
    internal static string HashOf(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    /// <summary>All that a collector appraises against, by model and firmware version.</summary>
    public static IReadOnlyList<ImportedReference> All(CollectorServices collector)
    {
        ArgumentNullException.ThrowIfNull(collector);
        return collector.Store.Read(session => session.Query(
            "SELECT model, firmware, product, imported_at, imported_by, content FROM reference_values ORDER BY model, firmware",
            row => new ImportedReference(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetString(4), row.GetString(5))));
    }
}
