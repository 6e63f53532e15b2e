using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Checks;
using NanoAgent.Keeping;
using NanoAgent.Report;
using NanoAgent.Tests.Shared.Report;

namespace NanoAgent.Tests.Virtual;

/// <summary>What each check must make of <see cref="HostileBoard"/> is read off agent/DESIGN.md, "Outcome and reason of every check".</summary>
[TestClass]
public class HostileBoardTests
{
    private readonly HostileBoard _hostile = new();
    private readonly FakeCollector _collector = new();
    private readonly TokenSigner _signer = new SoftwareSigner(SHA256.HashData("hostile"u8), KeyProtection.Unknown, null!);

    public static IEnumerable<object[]> Table =>
    [
        // an answer is unknown
        [CheckIds.Identity, Outcome.Absent, Reasons.Unobservable, Basis.None],
        [CheckIds.Clock, Outcome.Absent, Reasons.Unobservable, Basis.None],
        [CheckIds.CredentialsUnique, Outcome.Absent, Reasons.Unobservable, Basis.None],
        [CheckIds.BruteForce, Outcome.Absent, Reasons.Unobservable, Basis.None],
        [CheckIds.UpdateChannel, Outcome.Absent, Reasons.Unobservable, Basis.None],
        [CheckIds.Interfaces, Outcome.Absent, Reasons.Unobservable, Basis.None],
        [CheckIds.SecureBoot, Outcome.Absent, Reasons.Unobservable, Basis.None],
        [CheckIds.FlashEncryption, Outcome.Absent, Reasons.Unobservable, Basis.None],
        [CheckIds.SupportPeriod, Outcome.Absent, Reasons.Unobservable, Basis.None],

        // something is known to be bad, whatever else is unknown or does not answer
        [CheckIds.SoftwareInventory, Outcome.Fail, "no-version", Basis.Measured],
        [CheckIds.DefaultCredentials, Outcome.Fail, "known-default", Basis.Probed],
        [CheckIds.CredentialChange, Outcome.Fail, "not-counted", Basis.Probed],
        [CheckIds.UpdateVerification, Outcome.Fail, "accepts-wrong-key", Basis.Probed],
        [CheckIds.OutageRecovery, Outcome.Fail, "torn", Basis.Probed],
        [CheckIds.EventLog, Outcome.Fail, "not-counted", Basis.Probed],
        [CheckIds.Erasure, Outcome.Fail, "left-readable", Basis.Probed],

        // the check could not be run to its end
        [CheckIds.Randomness, Outcome.NotRun, Reasons.Threw, Basis.None],
        [CheckIds.StorageProtection, Outcome.NotRun, Reasons.Threw, Basis.None],
        [CheckIds.DebugInterface, Outcome.NotRun, Reasons.Threw, Basis.None],
        [CheckIds.AccessControl, Outcome.NotRun, Reasons.OutOfTime, Basis.None],
        [CheckIds.TransportSecurity, Outcome.NotRun, Reasons.OutOfMemory, Basis.None],

        // and what is good among all that
        [CheckIds.UpdateMechanism, Outcome.Success, Reasons.Holds, Basis.Probed],
        [CheckIds.AntiRollback, Outcome.Success, Reasons.Holds, Basis.Measured],
    ];

    [TestMethod]
    [DynamicData(nameof(Table))]
    public void A_hostile_board_is_judged_by_the_rules_of_the_table(string check, Outcome outcome, string reason, Basis basis)
    {
        Finding finding = RunCycle().Single(f => f.Check == check);
        Assert.AreEqual((outcome, reason, basis), (finding.Outcome, finding.Reason, finding.Basis));
    }

    [TestMethod]
    public void The_table_has_every_check() =>
        CollectionAssert.AreEquivalent(AllChecks.Create(null).Select(c => c.Id).ToArray(), Table.Select(row => (string)row[0]).ToArray());

    [TestMethod]
    public void Its_report_arrives_all_the_same_and_the_probe_account_has_its_value_again()
    {
        RunCycle();
        Assert.HasCount(1, _collector.Reports);
        Assert.AreEqual("probe-value-1", _hostile.ProbeValue);
    }

    private Finding[] RunCycle()
    {
        IBoard board = _hostile.Board();
        var store = new SettingsStore(board.Flash, "agent", board.Random, []);
        var outbox = new Outbox(board.Flash, 4);
        var client = new ReportClient(board, _signer, _collector, outbox, store);
        var agent = new Agent(board, AllChecks.Create(null), new CheckContext(board, new AgentMemory(store), _signer, null, null), outbox, client, new Policy(), null);
        var found = new LastFindings();
        agent.Listener = found;
        Assert.AreEqual(DeliveryOutcome.Delivered, agent.RunCycle());
        return found.Last;
    }

    private sealed class LastFindings : IFindingsListener
    {
        public Finding[] Last { get; private set; } = [];

        public void Found(Finding[] findings) => Last = findings;
    }
}
