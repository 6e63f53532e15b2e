using NanoAgent.Attestation.Claims;
using NanoAgent.Checks;
using NanoAgent.Keeping;
using NanoAgent.Report;

namespace NanoAgent.Tests.Shared.Checks;

[TestClass]
public sealed class AgentTests
{
    private readonly FakeBoard _board = new();
    private readonly FakeCollector _collector = new();
    private readonly FakeCheck _reads = new("reads", Intrusion.Reads);
    private readonly FakeCheck _probe = new("probe", Intrusion.Probes);
    private readonly FakeHeap _heap = new();
    private readonly Policy _policy = new();

    [TestMethod]
    public void Findings_stand_in_the_order_of_the_checks()
    {
        CollectionAssert.AreEqual(new[] { "reads", "probe" }, Cycle().Select(f => f.Check).ToArray());
    }

    [TestMethod]
    public void A_check_that_throws_did_not_run_and_the_others_go_on()
    {
        _reads.Does = _ => throw new InvalidOperationException("broken");
        Finding[] findings = Cycle();
        Assert.AreEqual("NotRun threw", $"{findings[0].Outcome} {findings[0].Reason}");
        Assert.AreEqual(Outcome.Fail, findings[1].Outcome);
    }

    [TestMethod]
    [DataRow("two words")]
    [DataRow("Capitals")]
    [DataRow("line\nbreak")]
    [DataRow("longer-than-thirty-two-characters-is-no-code")]
    public void A_finding_in_words_that_no_token_can_carry_did_not_run_and_the_cycle_goes_on(string reason)
    {
        _reads.Reason = reason;
        Assert.AreEqual("NotRun threw", Told(Cycle()[0]));
        Assert.AreEqual(1, _collector.Reports);
    }

    [TestMethod]
    public void A_probe_whose_mark_throws_still_runs_once_for_a_firmware_version()
    {
        _probe.Marks = () => throw new InvalidOperationException("broken");
        Cycle();
        Cycle();
        Cycle();
        Assert.AreEqual(1, _probe.Runs);
    }

    [TestMethod]
    public void A_check_that_overran_its_time_did_not_run()
    {
        _reads.Does = c => _board.Clock.UptimeMs += _policy.MaxCheckMs + 1;
        Assert.AreEqual("NotRun out-of-time", Told(Cycle()[0]));
    }

    [TestMethod]
    public void What_comes_after_the_cycles_time_does_not_run()
    {
        _reads.Does = c => _board.Clock.UptimeMs += 100;
        _policy.MaxCycleMs = 50;
        Assert.AreEqual("NotRun out-of-time", Told(Cycle()[1]));
        Assert.AreEqual(0, _probe.Runs);
    }

    [TestMethod]
    public void A_check_short_of_memory_runs_once_more_after_a_compaction()
    {
        _reads.Does = c => { if (_reads.Runs == 1) { throw new OutOfMemoryException(); } };
        Assert.AreEqual(Outcome.Fail, Cycle()[0].Outcome);
        Assert.AreEqual(2, _reads.Runs);
    }

    [TestMethod]
    public void A_check_without_memory_after_a_compaction_did_not_run()
    {
        _reads.Does = c => throw new OutOfMemoryException();
        Assert.AreEqual("NotRun out-of-memory", Told(Cycle()[0]));
    }

    [TestMethod]
    public void A_probe_waits_for_the_memory_that_the_policy_reserves()
    {
        _policy.MinFreeBytes = 1000;
        _heap.FreeBytes = 999;
        Finding[] findings = Cycle();
        Assert.AreEqual("Fail some-reason", Told(findings[0]));
        Assert.AreEqual("NotRun out-of-memory", Told(findings[1]));
    }

    [TestMethod]
    public void A_forbidden_check_does_not_run_and_what_it_left_is_put_back_all_the_same()
    {
        _policy.ForbiddenChecks = ["probe"];
        Assert.AreEqual("NotRun forbidden-by-policy", Told(Cycle()[1]));
        Assert.AreEqual(0, _probe.Runs);
        Assert.AreEqual(1, _probe.Restores);
    }

    [TestMethod]
    public void A_probe_with_a_receipt_is_repeated_with_the_number_of_its_run()
    {
        Assert.AreEqual(0u, Cycle()[1].RanIn);
        Finding repeated = Cycle()[1];
        Assert.AreEqual(1, _probe.Runs);
        Assert.AreEqual(1u, repeated.RanIn);
        Assert.AreEqual("-3 True a name", $"{repeated.Facts.Find("count")} {repeated.Facts.Find("seen")} {repeated.Facts.Find("item")}");
    }

    [TestMethod]
    public void Reading_checks_run_in_every_cycle()
    {
        Cycle();
        Assert.AreEqual(0u, Cycle()[0].RanIn);
        Assert.AreEqual(2, _reads.Runs);
    }

    [TestMethod]
    public void A_probe_runs_again_for_a_new_firmware_version_a_new_mark_and_when_the_policy_asks()
    {
        Cycle();
        _board.Identity.FirmwareVersion = "1.1";
        Cycle();
        _probe.Marked = "changed";
        Cycle();
        _policy.ProbeAgain++;
        Cycle();
        Assert.AreEqual(4, _probe.Runs);
    }

    [TestMethod]
    public void Without_a_collector_a_probe_runs_once_and_again_when_somebody_sees_it_fresh()
    {
        _collector.IsDown = true;
        Cycle();
        Assert.AreEqual(1u, Cycle()[1].RanIn);
        Assert.AreEqual(1, _probe.Runs);
        _collector.IsDown = false;
        Assert.AreEqual(0u, Cycle()[1].RanIn);
        Assert.AreEqual(2, _probe.Runs);
    }

    [TestMethod]
    public void A_collector_that_gives_no_receipts_makes_a_probe_run_a_bounded_number_of_times()
    {
        _collector.RefusesReports = true;

        for (int i = 0; i < 20; i++)
        {
            Cycle();
        }

        Assert.AreEqual(8, _probe.Runs);
    }

    [TestMethod]
    public void A_probe_that_did_not_run_is_asked_again_although_its_report_has_a_receipt()
    {
        _probe.Does = c => { if (_probe.Runs == 1) { throw new InvalidOperationException("broken"); } };
        Assert.AreEqual(Outcome.NotRun, Cycle()[1].Outcome);
        Assert.AreEqual(Outcome.Fail, Cycle()[1].Outcome);
    }

    [TestMethod]
    public void A_restriction_never_widens()
    {
        var local = new Policy { ForbiddenChecks = ["a"], MaxCheckMs = 10, MaxCycleMs = 10, MinFreeBytes = 10, MayProbe = false };
        Policy both = local.RestrictedBy("forbid=b check-ms=99 cycle-ms=99 free-bytes=5 probe=yes erase=real probe-again=7");
        Assert.IsTrue(both.Forbids("a") && both.Forbids("b") && !both.MayProbe && !both.MayEraseRealStores);
        Assert.AreEqual("10 10 10 0", $"{both.MaxCheckMs} {both.MaxCycleMs} {both.MinFreeBytes} {both.ProbeAgain}");
    }

    [TestMethod]
    [DataRow("probe=no", "no 60000 600000 0")]
    [DataRow("check-ms=500 cycle-ms=7000 free-bytes=40000", "yes 500 7000 40000")]
    [DataRow("check-ms=900 check-ms=500 check-ms=700", "yes 500 600000 0")]
    [DataRow("check-ms=0 cycle-ms=-5 free-bytes=-1 check-ms=many cycle-ms=", "yes 60000 600000 0")]
    public void A_restriction_tightens_what_it_names(string words, string expected)
    {
        Policy policy = new Policy().RestrictedBy(words);
        Assert.AreEqual(expected, $"{(policy.MayProbe ? "yes" : "no")} {policy.MaxCheckMs} {policy.MaxCycleMs} {policy.MinFreeBytes}");
    }

    [TestMethod]
    public void No_text_widens_a_policy()
    {
        string[] parts = ["forbid=", "probe=", "check-ms=", "cycle-ms=", "free-bytes=", "no", "yes", "a", "0", "-1", "99999999999", "4294967295", "2147483648", " ", "=", "10", "\u00e9"];
        var chance = new Random(3);

        for (int i = 0; i < 20000; i++)
        {
            var local = new Policy { ForbiddenChecks = ["x"], MaxCheckMs = 1000, MaxCycleMs = 5000, MinFreeBytes = 300, MayProbe = i % 2 == 0 };
            string words = string.Concat(Enumerable.Range(0, chance.Next(12)).Select(_ => parts[chance.Next(parts.Length)]));
            Policy both = local.RestrictedBy(words);
            bool tighter = both.Forbids("x") && both.MaxCheckMs is > 0 and <= 1000 && both.MaxCycleMs is > 0 and <= 5000 && both.MinFreeBytes >= 300
                && (!both.MayProbe || local.MayProbe) && !both.MayEraseRealStores && both.ProbeAgain == 0;
            Assert.IsTrue(tighter, words);
        }
    }

    [TestMethod]
    public void What_the_collector_forbids_does_not_run_from_the_next_cycle_on_over_reboots_until_it_says_otherwise()
    {
        Cycle();
        _collector.Policy = "forbid=probe";
        Cycle();
        Assert.AreEqual("NotRun forbidden-by-policy", Told(Cycle()[1]));
        _collector.Policy = null;
        Cycle();
        Assert.AreEqual("NotRun forbidden-by-policy", Told(Cycle()[1]), "an answer that does not speak of it changes nothing");
        _collector.Policy = "";
        Cycle();
        Assert.AreNotEqual(Outcome.NotRun, Cycle()[1].Outcome);
    }

    [TestMethod]
    public void What_the_firmware_forbids_stays_forbidden_whatever_the_collector_says()
    {
        _policy.ForbiddenChecks = ["probe"];
        _collector.Policy = "allow=probe probe=yes";
        Cycle();
        Assert.AreEqual("NotRun forbidden-by-policy", Told(Cycle()[1]));
    }

    private static string Told(Finding finding) => $"{finding.Outcome} {finding.Reason}";

    /// <summary>One cycle of an agent that was composed anew, as after a reboot: what it knows comes from flash.</summary>
    private Finding[] Cycle()
    {
        var store = new SettingsStore(_board.Flash, "report", _board.Random, []);
        var outbox = new Outbox(_board.Flash, 4);
        var client = new ReportClient(_board, _board.Signer!, _collector, outbox, store);
        var agent = new Agent(_board, [_reads, _probe], _board.Context(), outbox, client, _policy, _heap);
        var found = new LastFindings();
        agent.Listener = found;
        agent.RunCycle();
        return found.Last;
    }

    private sealed class FakeHeap : IHeap
    {
        public int FreeBytes { get; set; } = -1;

        public void Compact()
        {
        }
    }
}
