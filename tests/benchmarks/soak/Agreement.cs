using NanoAgent.Collector;
using NanoAgent.Collector.Evidence;
using NanoAgent.Collector.Keys;
using NanoAgent.Evidence;
using NanoAgent.Report;
using NanoAgent.Schemes;

namespace NanoAgent.Benchmarks.Soak;

/// <summary>What the units made, what the collector counted and what its evidence shows, held against each other. All differences should be 0.</summary>
internal sealed class Agreement(SoakCollector process, SoakFleet fleet)
{
    public IEnumerable<(string, decimal)> Figures()
    {
        using CollectorServices collector = process.Open();
        long made = 0, missing = 0, doubled = 0, waiting = 0, given = 0;

        foreach (var unit in fleet.Units)
        {
            var outbox = new Outbox(unit.Board.Flash, Outbox.DefaultCapacity);
            HashSet<long> expected = [.. Enumerable.Range(1, (int)outbox.NextNumber - 1).Select(n => (long)n)];
            List<long> counted = Counted(collector, unit.Board.Signer.KeyId);
            made += expected.Count;
            missing += expected.Except(counted).Count();
            doubled += counted.Count - counted.Distinct().Count() + counted.Except(expected).Count();
            waiting += outbox.Count;
            given += outbox.Lost;
        }

        long reports = Count(collector, "SELECT COUNT(*) FROM reports");
        return
        [
            ("observations", made),
            ("observations-missing", missing),
            ("observations-doubled-or-foreign", doubled),
            ("observations-still-waiting", waiting),
            ("observations-given-up", given),
            ("reports-in-log", reports),
            ("reports-without-log-entry", Count(collector, "SELECT COUNT(*) FROM reports r WHERE NOT EXISTS (SELECT 1 FROM log_entries e WHERE e.idx = r.idx AND e.kind = 0)")),
            ("log-entries-without-report", Count(collector, "SELECT COUNT(*) FROM log_entries e WHERE e.kind = 0 AND NOT EXISTS (SELECT 1 FROM reports r WHERE r.idx = e.idx)")),
            ("log-audit-problems", collector.AuditLog([]).Problems.Count),
            ("forks-seen-by-units", Count(collector, "SELECT COUNT(*) FROM forks")),
            .. Evidence(collector),
        ];
    }

    private IEnumerable<(string, decimal)> Evidence(CollectorServices collector)
    {
        var identity = fleet.Units[0].Board.Identity;
        string folder = Directory.CreateTempSubdirectory("nanoagent-soak-pack-").FullName;

        try
        {
            RecordStore.Add(folder, new ProductRecord { Product = identity.Model, Models = [identity.Model], Name = "soak", Applicant = "nobody", SupportEnds = "2040-01-01" });
            DeclarationResult result = Declaration.Build(
                new StoreEvidenceSource(collector), identity.Model, identity.FirmwareVersion, SchemeCatalog.BuiltIn.Find("jc-star-1")!, RecordStore.Load(folder),
                new DeclarationOptions { Now = DateTimeOffset.UtcNow, Demonstration = true, UnitsOf = "virtual units" });
            string pack = Path.Combine(folder, "pack");
            var signer = new KeySigner(collector.Keys.Active(KeyPurpose.Pack));
            PackWriter.Write(result, pack, signer);
            PackReport report = PackVerifier.Verify(pack, result.Keys);
            return
            [
                ("evidence-units-missing", fleet.Units.Count - result.Units.Count),
                ("evidence-head-behind-log", Count(collector, "SELECT COUNT(*) FROM log_entries") - (result.Head?.Size ?? 0)),
                ("evidence-problems", report.Problems.Count),
                ("evidence-authentic", report.Verdict == PackVerdict.Authentic ? 1 : 0),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<long> Counted(CollectorServices collector, string keyId) => collector.Store.Read(session => session.Query(
        "SELECT observation FROM reports WHERE counted = 1 AND unit_id = (SELECT unit_id FROM unit_keys WHERE kid = @kid)", row => row.GetInt64(0), keyId));

    private static long Count(CollectorServices collector, string sql) => collector.Store.Read(session => session.Scalar<long>(sql));
}
