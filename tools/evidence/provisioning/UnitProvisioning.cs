using NanoAgent.Attestation.Verify;

namespace NanoAgent.Evidence;

/// <summary>Whether a provisioning record counts.</summary>
public enum ProvisioningStanding
{
    /// <summary>The newest of the unit and product: it is the one that counts.</summary>
    Counts = 1,

    /// <summary>A newer one of the unit and product counts.</summary>
    Superseded = 2,

    /// <summary>It is dated after today.</summary>
    InTheFuture = 3,
}

/// <summary>What fuses say to a check, beside the unit's own answer.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Fuses">The fuses' answer, <c>outcome:reason:basis</c>.</param>
/// <param name="Unit">The unit's own, in the same form; null when it gave none.</param>
/// <param name="Counted">What is counted of both.</param>
/// <param name="Contradicts">They contradict: the check has failed, whoever is right.</param>
public sealed record ProvisionedAnswer(string Check, string Fuses, string? Unit, string Counted, bool Contradicts);

/// <summary>One provisioning record of a unit, joined to what the unit says.</summary>
/// <param name="File">The record's file.</param>
/// <param name="Content">What was signed.</param>
/// <param name="SignedBy">Thumbprint of the key whose signature over it was checked; whose key it is, is for a person to ask.</param>
/// <param name="Standing">Whether it counts.</param>
/// <param name="Answers">The checks to which it speaks; empty for a record that does not count.</param>
public sealed record UnitProvisioning(string File, ProvisioningContent Content, string SignedBy, ProvisioningStanding Standing, IReadOnlyList<ProvisionedAnswer> Answers)
{
    /// <summary>The records of a unit, of all products, the newest first.</summary>
    /// <param name="records">Any records.</param>
    /// <param name="ueid">The unit's UEID.</param>
    /// <param name="findings">Its present answers; empty when it has not reported.</param>
    /// <param name="now">The day and time.</param>
    public static IReadOnlyList<UnitProvisioning> Of(RecordStore records, string ueid, IReadOnlyList<TokenFinding> findings, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(records);
        var found = new List<UnitProvisioning>();
        var counted = new HashSet<string>(StringComparer.Ordinal);

        foreach ((string file, ProvisioningContent content, string signer) in Read(records).Where(r => r.Content.Ueid == ueid).Reverse().OrderByDescending(r => r.Content.At))
        {
            ProvisioningStanding standing = content.At > now.ToUnixTimeSeconds() ? ProvisioningStanding.InTheFuture
                : counted.Add(content.Product) ? ProvisioningStanding.Counts : ProvisioningStanding.Superseded;
            found.Add(new UnitProvisioning(file, content, signer, standing, standing == ProvisioningStanding.Counts ? ProvisionedFleet.Compare(content.Fuses, findings) : []));
        }

        return found;
    }

    /// <summary>All provisioning records whose signature holds, by file.</summary>
    internal static IEnumerable<(string File, ProvisioningContent Content, string Signer)> Read(RecordStore records)
    {
        foreach (StoredRecord stored in records.Records)
        {
            if (stored.Record is ProvisioningRecord record && ProvisioningContent.TryRead(record, out ProvisioningContent? content, out string? signer))
            {
                yield return (stored.Name, content!, signer!);
            }
        }
    }
}
