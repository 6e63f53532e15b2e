using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Boards.Template;
using NanoAgent.Keeping;

namespace NanoAgent.Tests.Virtual;

[TestClass]
public class OtherBoardsTests
{
    [TestMethod]
    [DataRow(CheckIds.DefaultCredentials, Outcome.Success, Reasons.Holds)]
    [DataRow(CheckIds.CredentialChange, Outcome.Success, Reasons.Holds)]
    [DataRow(CheckIds.AccessControl, Outcome.Success, Reasons.Holds)]
    [DataRow(CheckIds.BruteForce, Outcome.Success, Reasons.Holds)]
    [DataRow(CheckIds.UpdateMechanism, Outcome.Fail, Reasons.NotThere)]
    [DataRow(CheckIds.UpdateVerification, Outcome.Absent, Reasons.NotThere)]
    [DataRow(CheckIds.DebugInterface, Outcome.Fail, "jtag")]
    [DataRow(CheckIds.Clock, Outcome.Fail, "not-set")]
    [DataRow(CheckIds.EventLog, Outcome.Absent, Reasons.Unobservable)]
    [DataRow(CheckIds.TransportSecurity, Outcome.Absent, Reasons.Unobservable)]
    [DataRow(CheckIds.Erasure, Outcome.Absent, Reasons.Unobservable)]
    [DataRow(CheckIds.SecureBoot, Outcome.Absent, Reasons.Unobservable)]
    [DataRow(CheckIds.Identity, Outcome.Absent, Reasons.NotThere)]
    public void A_board_that_no_check_has_seen_is_judged_by_what_it_does(string check, Outcome outcome, string reason)
    {
        Finding finding = Asking.All(new MinimalBoard(), null)[check];
        Assert.AreEqual((outcome, reason), (finding.Outcome, finding.Reason));
    }

    [TestMethod]
    public void The_template_meets_the_contract()
    {
        IReadOnlyList<string> violations = BoardContract.Violations(Template());
        Assert.IsEmpty(violations, string.Join("; ", violations));
    }

    [TestMethod]
    public void The_templates_own_check_and_adapted_log_give_findings()
    {
        TemplateBoard board = Template();
        var findings = Asking.All(board, board.NewSigner(), new CaseClosedCheck(new Lid()));
        Assert.AreEqual(Outcome.Fail, findings["case-closed"].Outcome);
        Assert.AreEqual("not-chained", findings[CheckIds.EventLog].Reason);
        Assert.AreEqual(Outcome.Success, findings[CheckIds.Identity].Outcome);
        Assert.IsFalse(findings.Values.Any(f => f.Outcome == Outcome.Success && f.Basis == Basis.None));
    }

    [TestMethod]
    public void The_sample_stays_under_sixty_lines() =>
        Assert.IsLessThan(60, File.ReadAllLines(Repository.At("boards", "template", "Sample.cs")).Length);

    private static TemplateBoard Template()
    {
        var journal = new Journal();
        var host = new MinimalBoard();
        return new TemplateBoard(new MemoryFlash(16384), host, host, new JournalAsEventLog(journal, new LogIn(journal)));
    }

    private sealed class Lid : ICaseSwitch
    {
        public Answer IsClosed => Answer.No;
    }

    private sealed class LogIn(Journal journal) : ILogIn
    {
        public bool Try(string account, string secret)
        {
            journal.Write($"log-in refused: {account}");
            return false;
        }
    }
}
