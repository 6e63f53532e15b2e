using System.Diagnostics;
using NanoAgent.Collector.Evidence;
using NanoAgent.Collector.Pages.Overview;
using NanoAgent.Collector.Storage;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Collector.Pages.Declarations;

/// <summary>Declarations for the pages: what units signed is read once and kept until something changes, records are read anew every time.</summary>
/// <remarks>Reading units costs time by their number; a costly reading is kept for <see cref="KeepFactor"/> times as long as it took, and the page says from when it is. Thread-safe.</remarks>
internal sealed class DeclarationDesk(CollectorServices collector, PackShelf packs, FleetSummaries fleet)
{
    private const int KeepFactor = 20;
    private const int MostKept = 8;

    private readonly Lock _gate = new();
    private readonly List<Reading> _kept = [];

    /// <summary>Where records lie.</summary>
    public string RecordFolder { get; } = collector.Options.RecordFolder;

    /// <summary>The records.</summary>
    public RecordStore Records() => RecordStore.Load(RecordFolder);

    /// <summary>A declaration as it stands; null when the scheme is not known.</summary>
    public Workspace? Open(Subject subject)
    {
        if (SchemeCatalog.BuiltIn.Find(subject.Scheme) is not Scheme scheme)
        {
            return null;
        }

        Reading reading = Read(subject, scheme);
        return new Workspace(subject, reading.Result, reading.At, Earlier(subject, reading.Result));
    }

    /// <summary>Makes a pack of what stands now.</summary>
    /// <returns>The pack, or null and why there is none.</returns>
    public (StoredPack? Pack, DeclarationResult Result) Produce(Subject subject, Scheme scheme, string by)
    {
        DeclarationResult result = Build(subject, scheme);
        return result.Refusal == DeclarationRefusal.None ? (packs.Add(result, by), result) : (null, result);
    }

    private Reading Read(Subject subject, Scheme scheme)
    {
        lock (_gate)
        {
            (long, long) version = collector.Store.Read(FleetReading.Version);
            RecordStore records = Records();
            Reading? known = _kept.FirstOrDefault(r => r.Subject == subject && r.Models.SequenceEqual(records.Product(subject.Product).Models));

            if (known is not null && known.Result.Refusal == DeclarationRefusal.None && (known.Version == version || Stopwatch.GetElapsedTime(known.Ended) < known.Cost * KeepFactor))
            {
                return known with { Result = Declaration.Rejudge(known.Result, records, collector.Options.Clock.GetUtcNow()) };
            }

            long begun = Stopwatch.GetTimestamp();
            var read = new Reading(subject, records.Product(subject.Product).Models, version, collector.Options.Clock.GetUtcNow(), Build(subject, scheme), Stopwatch.GetElapsedTime(begun), Stopwatch.GetTimestamp());
            _kept.RemoveAll(r => r.Subject == subject);
            _kept.Insert(0, read);
            _kept.RemoveRange(Math.Min(MostKept, _kept.Count), Math.Max(0, _kept.Count - MostKept));
            return read;
        }
    }

    private DeclarationResult Build(Subject subject, Scheme scheme)
    {
        RecordStore records = Records();
        var options = new DeclarationOptions { Now = collector.Options.Clock.GetUtcNow(), Demonstration = IsDemonstration(records.Product(subject.Product).Models) };
        return Declaration.Build(new StoreEvidenceSource(collector), subject.Product, subject.Firmware, scheme, records, options);
    }

    // A product all of whose units are virtual can only be shown as a demonstration, and is then always watermarked as one.
    private bool IsDemonstration(IReadOnlyList<string> models)
    {
        FleetGroup[] groups = [.. fleet.Get().Groups.Where(group => models.Contains(group.Model))];
        return groups.Length > 0 && groups.All(group => group.Virtual);
    }

    private List<EarlierPack> Earlier(Subject subject, DeclarationResult now) =>
        [.. packs.All().Where(p => p.Product == subject.Product && p.Scheme == subject.Scheme).Select(p => new EarlierPack(p, p.Firmware == subject.Firmware ? Drift(p, now) : []))];

    private static List<RowDrift> Drift(StoredPack pack, DeclarationResult now) =>
        [.. now.Rows.Where(row => pack.Rows.TryGetValue(row.Criterion.Id, out CriterionState was) && was != row.State).Select(row => new RowDrift(row.Criterion.Id, pack.Rows[row.Criterion.Id], row.State))];

    private sealed record Reading(Subject Subject, IReadOnlyList<string> Models, (long, long) Version, DateTimeOffset At, DeclarationResult Result, TimeSpan Cost, long Ended);
}
