using System.Text.Json;

namespace NanoAgent.Evidence;

/// <summary>Finds the provisioning records of one unit in a record folder without reading those of all others each time.</summary>
/// <remarks>Thread-safe. A file is looked into once; what is handed out is read, and its signature checked, every time.</remarks>
public sealed class ProvisioningIndex(string folder)
{
    // A folder that changed just now may change again within the resolution of its time.
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, string?> _unitOf = new(StringComparer.Ordinal);
    private ILookup<string, string> _filesOf = Array.Empty<string>().ToLookup(name => name);
    private DateTime _changed = DateTime.MinValue;
    private bool _isSettled;

    /// <summary>A unit's provisioning records, joined to what it says, and the files of it that cannot be used.</summary>
    /// <param name="ueid">The unit's UEID.</param>
    /// <param name="findings">Its present answers; empty when it has not reported.</param>
    /// <param name="now">The day and time.</param>
    public (IReadOnlyList<UnitProvisioning> Records, IReadOnlyList<RecordProblem> Problems) Of(string ueid, IReadOnlyList<Attestation.Verify.TokenFinding> findings, DateTimeOffset now)
    {
        RecordStore records = RecordStore.Load(folder, folder, FilesOf(ueid));
        return (UnitProvisioning.Of(records, ueid, findings, now), records.Problems);
    }

    private string[] FilesOf(string ueid)
    {
        lock (_gate)
        {
            DateTime changed = Directory.GetLastWriteTimeUtc(folder);

            if (!_isSettled || changed != _changed)
            {
                foreach (string file in RecordStore.FilesOf(folder).Where(file => !_unitOf.ContainsKey(file)))
                {
                    _unitOf[file] = UnitOf(file);
                }

                _filesOf = _unitOf.Where(known => known.Value is not null).ToLookup(known => known.Value!, known => known.Key, StringComparer.Ordinal);
                _changed = changed;
                _isSettled = DateTime.UtcNow - changed > _settled;
            }

            return [.. _filesOf[ueid].Where(File.Exists)];
        }
    }

    // Only where to look: nothing is believed of it.
    private static string? UnitOf(string file)
    {
        try
        {
            return new FileInfo(file).Length <= RecordStore.MaxRecordBytes && Json.TryRead<EvidenceRecord>(File.ReadAllBytes(file), out _) is ProvisioningRecord record
                && SignedJson.TryRead(record.Jws) is Attestation.Verify.Jws.CompactJws jws
                ? Json.Text(JsonElement.Parse(jws.Payload.Span), "ueid") : null;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }
}
