using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Boards.Virtual;
using NanoAgent.Checks;
using NanoAgent.Report;

namespace NanoAgent.Tests.Virtual;

/// <summary>The composed unit loses power at every single flash operation of a cycle, and must come back each time.</summary>
[TestClass]
public class PowerCutTests
{
    private const string Owner = "kitchen-lamp-29";

    private static readonly Persona s_persona = Persona.Parse(
        "any",
        "{\"about\":\"x\",\"behaviour\":{\"credentials\":{\"adminPassword\":\"" + Owner + "\"}}}");

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(Unsynced.Lost)]
    [DataRow(Unsynced.Mixed)]
    public void A_unit_cut_at_any_write_of_a_cycle_boots_to_a_valid_state(Unsynced unsynced)
    {
        using var origin = new TemporaryFolder();
        State before = FirstBoot(origin.Path);
        int cuts = 0;

        while (CutAt(cuts + 1, unsynced, origin.Path, before))
        {
            cuts++;
            Assert.IsLessThan(2000, cuts, "the scenario ends");
        }

        TestContext.WriteLine($"{cuts} cuts tried, unsynced bytes {unsynced}");
        Assert.IsGreaterThan(20, cuts);
    }

    [TestMethod]
    public void A_unit_cut_at_any_write_of_its_first_boot_is_whole_after_the_next()
    {
        using var folder = new TemporaryFolder();
        using VirtualBoard board = Start(folder.Path);
        int cuts = 0;

        while (CutFirstBootAt(cuts + 1, board, folder.Path))
        {
            cuts++;
            board.Boot();
            IReadOnlyList<string> violations = BoardContract.Violations(board);
            Assert.IsEmpty(violations, $"cut {cuts}: {string.Join("; ", violations)}");
            Assert.AreEqual(3, board.Credentials!.Count, $"cut {cuts}");
            Assert.IsNotNull(board.Update!.RunningDigest(), $"cut {cuts}");
            Assert.AreEqual(Outcome.Success, Asking.These(board, board.Signer, new IdentityCheck()).Values.Single().Outcome, $"cut {cuts}");
        }

        TestContext.WriteLine($"{cuts} cuts tried in a first boot");
        Assert.IsGreaterThan(20, cuts);
    }

    [TestMethod]
    public void A_unit_cut_at_any_write_of_an_observation_loses_no_earlier_one()
    {
        using var folder = new TemporaryFolder();
        using VirtualUnit unit = VirtualUnit.Start(s_persona, new VirtualBoardOptions { Folder = folder.Path, Clock = new ManualTime() }, new Policy { MayProbe = false });
        unit.RunCycle();
        int cuts = 0;

        while (CutObservationAt(cuts + 1, unit))
        {
            cuts++;
            Assert.IsLessThan(Outbox.DefaultCapacity, unit.Waiting, "a full outbox would hide a loss");
        }

        TestContext.WriteLine($"{cuts} cuts tried in a cycle that only reads");
        Assert.IsGreaterThan(3, cuts);
    }

    /// <summary>Makes the unit new, and cuts its first boot. False when the boot ended before the cut came.</summary>
    private static bool CutFirstBootAt(int operation, VirtualBoard board, string folder)
    {
        board.CutPower();

        foreach (string file in Directory.EnumerateFiles(folder))
        {
            File.Delete(file);
        }

        board.Medium.Faults.Chance = new Random(operation);
        board.Medium.Faults.CutAtOperation = board.Medium.Operations + operation;
        return IsCut(board.Boot);
    }

    /// <summary>Cuts one cycle. False when it ended before the cut came.</summary>
    private static bool CutObservationAt(int operation, VirtualUnit unit)
    {
        int before = unit.Waiting;
        unit.Board.Medium.Faults.CutAtOperation = unit.Board.Medium.Operations + operation;

        if (!IsCut(() => unit.RunCycle()))
        {
            return false;
        }

        unit.Boot();
        Assert.IsTrue(unit.Waiting == before || unit.Waiting == before + 1, $"cut {operation}: {before} waited, now {unit.Waiting}");
        return true;
    }

    private static bool IsCut(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (PowerLostException)
        {
            return true;
        }
    }

    /// <summary>Runs the scenario with a cut at one operation. False when it ended before the cut came.</summary>
    private static bool CutAt(int operation, Unsynced unsynced, string origin, State before)
    {
        using var folder = new TemporaryFolder();

        foreach (string file in Directory.EnumerateFiles(origin))
        {
            File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        }

        using VirtualBoard board = Start(folder.Path);
        board.Medium.Faults.Unsynced = unsynced;
        board.Medium.Faults.Chance = new Random(operation);
        board.Medium.Faults.CutAtOperation = board.Medium.Operations + operation;

        if (!IsCut(() => RunCycle(board)))
        {
            return false;
        }

        board.Boot();
        MustBeValid(board, before, operation);
        return true;
    }

    private static void MustBeValid(VirtualBoard board, State before, int operation)
    {
        string at = $"after the cut at operation {operation}";
        CollectionAssert.AreEqual(before.Ueid, board.Identity.Ueid, at);
        Assert.AreEqual(before.KeyId, board.Signer.KeyId, at);
        CollectionAssert.AreEqual(before.Settings, board.Settings!.Digest(), at);
        CollectionAssert.AreEqual(before.Running, board.Update!.RunningDigest(), at);
        Assert.AreEqual(Answer.Yes, board.EventLog!.ChainIntact(), at);
        Assert.AreEqual(Attempt.Accepted, Credential(board, "admin").Guess(Owner), at);
        Assert.AreEqual(Attempt.Accepted, Credential(board, "probe").Guess(Credential(board, "probe").ProbeValue), at);

        IReadOnlyDictionary<string, Finding> after = RunCycle(board);
        Assert.IsFalse(after.Values.Any(f => f.Outcome == Outcome.Fail), at + ": " + string.Join(", ", after.Values.Select(f => $"{f.Check} {f.Reason}")));
        Assert.AreEqual(Attempt.Accepted, Credential(board, "probe").Guess(before.Probe), at + " the probe's value is the old one again");
    }

    /// <summary>The checks that write; those that only read or sign cut nothing and cost time.</summary>
    private static IReadOnlyDictionary<string, Finding> RunCycle(VirtualBoard board) => Asking.These(
        board,
        board.Signer,
        new OutageRecoveryCheck(),
        new CredentialChangeCheck(),
        new AccessControlCheck(),
        new BruteForceCheck(),
        new EventLogCheck(),
        new ErasureCheck());

    private static State FirstBoot(string folder)
    {
        using VirtualBoard board = Start(folder);
        return new State(board.Identity.Ueid, board.Signer.KeyId, board.Settings!.Digest(), board.Update!.RunningDigest(), Credential(board, "probe").ProbeValue);
    }

    private static VirtualBoard Start(string folder) =>
        VirtualBoard.Start(s_persona, new VirtualBoardOptions { Folder = folder, Clock = new ManualTime() });

    private static ICredential Credential(VirtualBoard board, string name) =>
        Enumerable.Range(0, board.Credentials!.Count).Select(board.Credentials.At).Single(c => c.Name == name);

    private sealed record State(byte[] Ueid, string KeyId, byte[] Settings, byte[] Running, string Probe);
}
