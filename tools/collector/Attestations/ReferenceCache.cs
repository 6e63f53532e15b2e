using System.Collections.Concurrent;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Attestations;

/// <summary>Reference values of a model and firmware version, as of one generation of the database.</summary>
/// <param name="Generation">A report that was appraised with them is kept only while the database has this generation.</param>
/// <param name="Values">The values, or null when there are none.</param>
/// <param name="Policy">The name under which an attestation result cites them, or null.</param>
internal sealed record AppraisalBasis(long Generation, ReferenceValues? Values, string? Policy);

/// <summary>Remembers reference values until the database's generation changes. Thread-safe.</summary>
internal sealed class ReferenceCache(CollectorStore store)
{
    private const int MostEntries = 4096;

    private volatile Remembered _remembered = new(-1);

    /// <summary>The reference values of a model and firmware version.</summary>
    public AppraisalBasis Find(string model, string firmware)
    {
        Remembered remembered = _remembered;

        if (remembered.Generation == store.Generation && remembered.Entries.TryGetValue((model, firmware), out AppraisalBasis? known))
        {
            return known;
        }

        AppraisalBasis read = store.Read(session => Read(session, model, firmware));

        if (remembered.Generation != read.Generation)
        {
            _remembered = remembered = new Remembered(read.Generation);
        }

        // Whoever holds a unit's key can name any firmware: there is a bound to what is remembered of that.
        if (remembered.Entries.Count < MostEntries)
        {
            remembered.Entries[(model, firmware)] = read;
        }

        return read;
    }

    private static AppraisalBasis Read(StoreSession session, string model, string firmware)
    {
        long generation = session.Scalar<long>("SELECT generation FROM log_state WHERE id = 1");

        if (StoredReports.FindReferenceFile(session, model, firmware) is not string file)
        {
            return new AppraisalBasis(generation, null, null);
        }

        // Imported again under the same name they are another policy: the hash is the one that stands in the log.
        ReferenceValues values = StoredReports.ReadReference(file);
        return new AppraisalBasis(generation, values, $"{values.Product}/{values.Model}/{values.Firmware}@sha256:{ImportedReference.HashOf(file)}");
    }

    private sealed record Remembered(long Generation)
    {
        public ConcurrentDictionary<(string Model, string Firmware), AppraisalBasis> Entries { get; } = new();
    }
}
