using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Checks;

namespace NanoAgent.Tests.Shared.Checks;

[TestClass]
public sealed class GoodBoardTests
{
    [TestMethod]
    public void Every_check_succeeds_on_a_board_of_which_all_is_known_and_good()
    {
        var board = new FakeBoard();
        board.Credentials!.Admin.Origin = CredentialOrigin.FactoryUnique;

        foreach (ICheck check in AllChecks.Create(null))
        {
            Assert.AreEqual(Outcome.Success, board.Ask(check).Outcome, check.Id);
        }
    }

    [TestMethod]
    public void Every_check_finds_unknown_or_less_on_a_board_that_tells_nothing()
    {
        var board = new FakeBoard
        {
            Entropy = null, Credentials = null, Services = null, Update = null, Endpoints = null, Storage = null, Interfaces = null,
            Debug = null, Settings = null, Eraser = null, EventLog = null, Software = null, Native = null, Support = null,
        };
        board.Clock.IsSet = Answer.Unknown;
        board.Identity.DerivedFromPublicData = Answer.Unknown;

        foreach (ICheck check in AllChecks.Create(null))
        {
            Assert.AreEqual("Absent unobservable None", board.Told(check), check.Id);
        }
    }

    [TestMethod]
    public void Only_the_update_mechanism_fails_for_a_part_that_is_known_to_be_missing()
    {
        var board = new FakeBoard();
        FakePart[] parts =
        [
            board.Credentials!, board.Services!, board.Update!, board.Endpoints!, board.Storage!, board.Interfaces!, board.Debug!,
            board.Settings!, board.Eraser!, board.EventLog!, board.Software!, board.Support!,
        ];
        Array.ForEach(parts, p => p.Presence = Presence.Missing);
        string[] failed = [.. AllChecks.Create(null).Where(c => board.Ask(c).Outcome == Outcome.Fail).Select(c => c.Id)];
        CollectionAssert.AreEqual(new[] { CheckIds.UpdateMechanism }, failed);
    }

    [TestMethod]
    public void Every_check_has_an_id_of_its_own_and_erasure_comes_last()
    {
        string[] ids = [.. AllChecks.Create(null).Select(c => c.Id)];
        string[] declared = [.. typeof(CheckIds).GetFields().Select(f => (string)f.GetRawConstantValue()!)];
        CollectionAssert.AreEquivalent(declared, ids);
        Assert.AreEqual(CheckIds.Erasure, ids[^1]);
    }
}
