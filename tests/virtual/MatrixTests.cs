using NanoAgent.Attestation.Claims;
using NanoAgent.Boards.Virtual;
using NanoAgent.Checks;

namespace NanoAgent.Tests.Virtual;

[TestClass]
public class MatrixTests
{
    public static IEnumerable<object[]> Personas => Matrix.Personas.Select(p => new object[] { p });

    [TestMethod]
    [DynamicData(nameof(Personas))]
    public void Every_weakness_is_caught_by_its_check_and_no_other_check_is_disturbed(string persona)
    {
        string[] expected = [.. Matrix.Of(persona).Select(e => $"{e.Check}: {e.Outcome} {e.Reason} {e.Basis}").Order(StringComparer.Ordinal)];
        string[] found = [.. FindingsAfterAReboot(Persona.Of(persona)).Select(Text).Order(StringComparer.Ordinal)];

        Assert.AreEqual("", string.Join("\n", found.Except(expected).Select(f => $"found    {f}").Concat(expected.Except(found).Select(e => $"expected {e}"))));
    }

    [TestMethod]
    public void The_table_has_a_row_for_every_persona_and_at_least_forty()
    {
        CollectionAssert.AreEquivalent(Persona.Names.ToArray(), Matrix.Personas.ToArray());
        Assert.IsGreaterThanOrEqualTo(40, Matrix.Personas.Count);
    }

    [TestMethod]
    public void Compliant_firmware_has_no_fail() => Assert.IsFalse(Matrix.Of("compliant").Any(e => e.Outcome == "fail"));

    [TestMethod]
    public void Every_check_succeeds_fails_and_is_not_run_or_absent_somewhere()
    {
        foreach (string check in Matrix.Checks)
        {
            string[] outcomes = [.. Matrix.Personas.SelectMany(Matrix.Of).Where(e => e.Check == check).Select(e => e.Outcome).Distinct()];
            Assert.Contains("success", outcomes, check);
            Assert.Contains("fail", outcomes, check);
            Assert.IsTrue(outcomes.Contains("absent") || outcomes.Contains("not-run"), check);
        }
    }

    [TestMethod]
    [DataRow("default-password", CheckIds.DefaultCredentials)]
    [DataRow("unsigned-update", CheckIds.UpdateVerification)]
    [DataRow("silent-log", CheckIds.EventLog)]
    [DataRow("weak-tls", CheckIds.TransportSecurity)]
    public void A_weak_persona_of_the_first_chain_differs_from_compliant_in_one_failing_check(string persona, string check)
    {
        Expected difference = Matrix.DifferencesOf(persona).Single();
        Assert.AreEqual(check, difference.Check);
        Assert.AreEqual("fail", difference.Outcome);
    }

    private static IEnumerable<Finding> FindingsAfterAReboot(Persona persona)
    {
        using var folder = new TemporaryFolder();
        using VirtualBoard board = VirtualBoard.Start(persona, new VirtualBoardOptions { Folder = folder.Path, Clock = new ManualTime() });
        // At the first boot only the checks that remember over a boot, and those that fill the log; the others would say the same twice.
        Asking.These(
            board,
            board.Signer,
            new IdentityCheck(),
            new OutageRecoveryCheck(),
            new AccessControlCheck(),
            new BruteForceCheck(),
            new EventLogCheck());
        // One event more, so that a log which forgot at the reboot cannot catch up through the next probes.
        Asking.These(board, board.Signer, new EventLogCheck());
        board.Reboot();
        return Asking.All(board, board.Signer).Values;
    }

    private static string Text(Finding f) => $"{f.Check}: {OutcomeText(f.Outcome)} {f.Reason} {f.Basis.ToString().ToLowerInvariant()}";

    private static string OutcomeText(Outcome outcome) => outcome == Outcome.NotRun ? "not-run" : outcome.ToString().ToLowerInvariant();
}
