using System.Diagnostics;
using NanoAgent.Collector.Evidence;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Collector.Drift;

/// <summary>A declaration that was kept with the collector, and how it stands.</summary>
/// <param name="Name">Its folder's name.</param>
/// <param name="Report">What of it no longer holds; null when that could not be told.</param>
/// <param name="Problem">Why not; null otherwise.</param>
public sealed record FiledDeclaration(string Name, DriftReport? Report, Text? Problem);

/// <summary>The declarations that were filed from this collector, kept in its data folder, each beside the fleet as it is now.</summary>
/// <remarks>Thread-safe. Comparing reads every unit of the product, so an answer is kept for <see cref="Lifetime"/>, and no less than twenty times what it took.</remarks>
public sealed class FiledDeclarations(CollectorServices collector)
{
    private const int KeepFactor = 20;

    private readonly Lock _gate = new();
    private IReadOnlyList<FiledDeclaration> _last = [];
    private DateTimeOffset _until = DateTimeOffset.MinValue;

    /// <summary>How long an answer is kept.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(5);

    private string Folder => Path.Combine(collector.Options.DataFolder, "declarations");

    /// <summary>Keeps a copy of a declaration's pack.</summary>
    /// <param name="pack">The pack's folder.</param>
    /// <returns>The name under which it is kept; the same pack again has the same name. Null when the pack does not verify with this collector's keys.</returns>
    public string? Keep(string pack)
    {
        PackReport report = PackVerifier.Verify(pack, new StoreEvidenceSource(collector).Keys);

        if (report.Verdict != PackVerdict.Authentic)
        {
            return null;
        }

        string name = report.Manifest![..16];
        string target = Path.Combine(Folder, name);

        // A copy that was cut off is made anew.
        if (!Directory.Exists(target) || PackVerifier.Verify(target, new StoreEvidenceSource(collector).Keys).Verdict != PackVerdict.Authentic)
        {
            Copy(pack, target);
        }

        lock (_gate)
        {
            _until = DateTimeOffset.MinValue;
        }

        return name;
    }

    /// <summary>How each of them stands, by name.</summary>
    public IReadOnlyList<FiledDeclaration> Read()
    {
        lock (_gate)
        {
            DateTimeOffset now = collector.Options.Clock.GetUtcNow();

            if (now >= _until)
            {
                long begun = Stopwatch.GetTimestamp();
                _last = [.. (Directory.Exists(Folder) ? Directory.GetDirectories(Folder) : []).Order(StringComparer.Ordinal).Select(folder => Compare(folder, now))];
                TimeSpan cost = Stopwatch.GetElapsedTime(begun) * KeepFactor;
                _until = now + (cost > Lifetime ? cost : Lifetime);
            }

            return _last;
        }
    }

    /// <summary>Where it is kept what was last told of a declaration's drift: beside its folder, since nothing may be added to a pack.</summary>
    internal string PathOfTold(string name) => Path.Combine(Folder, name + ".told");

    // Whole or not at all: what lies in the folder of declarations is compared with the fleet.
    private void Copy(string pack, string target)
    {
        string unfinished = Path.Combine(collector.Options.DataFolder, "declarations-unfinished", Path.GetRandomFileName());

        foreach (string file in Directory.EnumerateFiles(pack, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(unfinished, Path.GetRelativePath(pack, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }

        Directory.CreateDirectory(Folder);
        Directory.Move(unfinished, target);
    }

    private FiledDeclaration Compare(string folder, DateTimeOffset now)
    {
        string name = Path.GetFileName(folder);
        var source = new StoreEvidenceSource(collector);
        PackReport filed = PackVerifier.Verify(folder, source.Keys);

        if (filed.Verdict != PackVerdict.Authentic)
        {
            return new FiledDeclaration(name, null, new Text($"検証できない:{filed.Problems[0].File}", $"does not verify: {filed.Problems[0].File}"));
        }

        (DriftReport? report, Text? problem) = DriftWatch.Compare(filed, source, now);
        return new FiledDeclaration(name, report, problem);
    }
}
