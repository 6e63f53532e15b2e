using System.Reflection;
using System.Text;
using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>The files of a pack, without the manifest. What is derived can be written again from what is not, and a verifier does.</summary>
internal static class PackFiles
{
    private const int CommitDigits = 12;

    /// <summary>The version and commit of this library, which fix the derived files' bytes: a pack by another build is held to its states and not to each word.</summary>
    public static string Generator { get; } = "nanoagent " + BuildOf(typeof(PackFiles).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);

    /// <summary>A version with a commit in full (Semantic Versioning 2.0.0, item 10), with the commit's first digits.</summary>
    internal static string BuildOf(string version) => version.IndexOf('+') is int plus and >= 0 ? version[..Math.Min(version.Length, plus + 1 + CommitDigits)] : version;

    /// <summary>Files that follow from the evidence: the page and the tables.</summary>
    public static IEnumerable<(string Path, byte[] Content)> Derived(DeclarationResult r) =>
    [
        .. Tables(r),
        (PackFormat.Page, PageWriter.Write(r)),
        (PackFormat.Checklist, ChecklistWriter.Json(r)),
        ("checklist.csv", ChecklistWriter.Csv(r)),
        ("checklist.xlsx", WorkbookWriter.Write(r)),
        (OscalWriter.Path, OscalWriter.Write(r)),
        ("VERIFY.md", Encoding.UTF8.GetBytes(VerifyGuide.Text)),
    ];

    private static IEnumerable<(string Path, byte[] Content)> Tables(DeclarationResult r) => r.Options.Tables is not Scheme tables ? [] :
    [
        ($"{tables.Id}/ics.csv", TestTablesWriter.Ics(tables, r.TableRows)),
        ($"{tables.Id}/ixit.csv", TestTablesWriter.Ixit(tables, r.Fleet)),
    ];

    /// <summary>The evidence itself.</summary>
    public static IEnumerable<(string Path, byte[] Content)> Evidence(DeclarationResult r)
    {
        yield return (PackFormat.Declaration, Json.Write(Header(r)));
        yield return (PackFormat.Units, Json.Write(r.Units.Select(u => ToFile(u, r)).ToArray()));
        yield return (PackFormat.CollectorChecks, Json.Write(r.CollectorChecks));
        yield return (PackFormat.Keys, KeySet.Write(r.Keys));

        if (r.Units.Select(u => u.Endorser).OfType<Endorser>().DistinctBy(e => e.Key.Thumbprint()).ToArray() is { Length: > 0 } endorsers)
        {
            yield return (PackFormat.Endorsers, EndorserSet.Write(endorsers));
        }

        yield return ($"schemes/{r.Scheme.Id}.json", r.Scheme.File.ToArray());

        if (r.Options.Tables is Scheme tables)
        {
            yield return ($"schemes/{tables.Id}.json", tables.File.ToArray());
        }

        if (r.Earlier is not null)
        {
            yield return (PackFormat.Earlier, Json.Write(r.Earlier));
        }

        if (r.Head is not null)
        {
            yield return (PackFormat.Head, Encoding.ASCII.GetBytes(r.Head.Jws));
        }

        foreach ((string path, byte[] content) in r.Units.SelectMany(u => u.Reports).SelectMany(report => ReportFiles(report, r)).Concat(RecordFiles(r)))
        {
            yield return (path, content);
        }
    }

    private static IEnumerable<(string Path, byte[] Content)> ReportFiles(ReportEvidence report, DeclarationResult r)
    {
        yield return (PackPaths.Token(report), Encoding.ASCII.GetBytes(report.Token));

        if (report.Ear is not null)
        {
            yield return (PackPaths.Ear(report)!, Encoding.ASCII.GetBytes(report.Ear));
        }

        if (r.Proofs.TryGetValue(report.LogIndex, out LogProof? proof))
        {
            yield return (PackPaths.Proof(report), Json.Write(proof));
        }
    }

    private static IEnumerable<(string Path, byte[] Content)> RecordFiles(DeclarationResult r)
    {
        StoredRecord[] records = [.. r.Records.Records.Where(x => x.Record.Product == r.Product.Product)];

        foreach (StoredRecord stored in records)
        {
            yield return ($"records/{stored.Name}", stored.Bytes.ToArray());
        }

        foreach (DocumentRecord document in records.Select(x => x.Record).OfType<DocumentRecord>().DistinctBy(d => d.File))
        {
            if (r.Records.FindDocument(document) is string path)
            {
                yield return ($"documents/{document.File}", File.ReadAllBytes(path));
            }
        }
    }

    private static DeclarationFile Header(DeclarationResult r) => new()
    {
        Format = PackFormat.Version,
        Generator = Generator,
        Collector = r.CollectorId,
        Product = r.Product.Product,
        Firmware = r.Firmware,
        Scheme = r.Scheme.Id,
        SchemeRevision = r.Scheme.Revision,
        Demonstration = r.Options.Demonstration,
        Now = r.Options.Now.ToUnixTimeSeconds(),
        MaxUnits = r.Options.MaxUnits,
        UnitsIncluded = r.Units.Count,
        Sample = r.Sample,
        UnitsOf = r.Options.UnitsOf,
        Tables = r.Options.Tables?.Id,
        TablesRevision = r.Options.Tables?.Revision,
        Versions = r.Versions,
        Head = r.Head,
        Fleet = r.Fleet,
    };

    private static UnitFile ToFile(UnitEvidence u, DeclarationResult r) => new()
    {
        Ueid = u.Ueid,
        Model = u.Model,
        Jwk = u.Jwk,
        Enrolment = u.Enrolment,
        Virtual = u.Virtual,
        State = u.State,
        ReportCount = u.ReportCount,
        Acknowledgements = u.Acknowledgements,
        Endorsement = u.Endorsement,
        Reports = [.. u.Reports.Select(x => new ReportFile
        {
            Token = PackPaths.Token(x),
            ReceivedAt = x.ReceivedAt,
            LogIndex = x.LogIndex,
            Ear = PackPaths.Ear(x),
            Proof = r.Proofs.ContainsKey(x.LogIndex) ? PackPaths.Proof(x) : null,
        })],
    };
}
