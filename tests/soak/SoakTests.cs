using System.Globalization;
using NanoAgent.Benchmarks.Soak;

namespace NanoAgent.Tests.Soak;

/// <summary>The soak of tests/benchmarks/soak, short and counted in cycles: ten units, a collector that is killed, a way and a disk that fail, clocks that jump.</summary>
[TestClass]
public sealed class SoakTests
{
    private const int Rounds = 2;
    private const int Cycles = 50;

    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Where a fault that was left out is told.</summary>
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void After_kills_outages_full_disks_and_clock_jumps_outboxes_log_and_evidence_agree()
    {
        Dictionary<string, decimal> figures = new SoakFigures(new CountedPace(Rounds, Cycles), _interval).Read().ToDictionary(figure => figure.Name, figure => figure.Value);
        TestContext.WriteLine(string.Join('\n', figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Key} {figure.Value}"))));
        string[] faults = ["kills", "outages", "clock-jumps", .. figures["disk-full"] > 0 ? ["disk-full"] : Array.Empty<string>()];

        if (figures["disk-full"] == 0)
        {
            TestContext.WriteLine("the full disk was left out: nobody may mount one here");
        }

        CollectionAssert.AreEqual(faults.Select(_ => (decimal)Rounds).ToList(), faults.Select(fault => figures[fault]).ToList(), "each fault once a round");
        Assert.IsGreaterThan(0m, figures["observations"]);
        Assert.AreEqual(figures["observations-given-up"], figures["observations-missing"], "an outbox that ran over says how many it gave up, and no other is missing");
        Assert.AreEqual(1m, figures["evidence-authentic"]);
        string[] none =
        [
            "observations-doubled-or-foreign", "observations-still-waiting", "reports-without-log-entry", "log-entries-without-report", "log-audit-problems",
            "forks-seen-by-units", "evidence-units-missing", "evidence-head-behind-log", "evidence-problems",
        ];
        Assert.IsEmpty(none.Where(name => figures[name] != 0), "these should all be 0");
    }
}
