using System.Text.Json;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Endorsements;
using NanoAgent.Collector.Evidence;
using NanoAgent.Evidence;
using UnitState = NanoAgent.Collector.Devices.UnitState;

namespace NanoAgent.Tests.Collector;

public abstract class EndorsementTests(TestStore store) : StoreTest(store)
{
    private readonly TestMaker _maker = new();

    [TestMethod]
    public async Task An_endorsement_is_joined_to_its_unit_and_goes_with_its_evidence()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit);
        Assert.AreEqual(EndorsementState.None, StateOf(scene, unit));
        Trust(scene);
        string jws = _maker.Endorse(unit);

        Assert.AreEqual(ImportOutcome.Kept, scene.Services.Endorsements.Import(jws, "Ada").Outcome);
        Assert.AreEqual(EndorsementState.Endorsed, StateOf(scene, unit));
        UnitEvidence evidence = new StoreEvidenceSource(scene.Services).Units([Scene.Model], "1.0.0").Single();
        Assert.AreEqual((jws, _maker.Key.KeyId), (evidence.Endorsement, evidence.Endorser!.Key.Thumbprint()));
        Assert.AreEqual(unit.UeidText, scene.Services.Endorsements.FindByMac("a0b1c2d3e4f5").Single().Ueid);
    }

    [TestMethod]
    public async Task An_endorsement_may_come_before_its_unit()
    {
        await using Scene scene = await OpenAsync();
        Trust(scene);
        var unit = new TestUnit(scene.Services.Id);
        scene.Services.Endorsements.Import(_maker.Endorse(unit), "Ada");
        await scene.EnrolAsync(unit);

        Assert.AreEqual(EndorsementState.Endorsed, StateOf(scene, unit));
    }

    [TestMethod]
    public async Task Nobodys_word_is_taken_before_he_is_trusted_nor_after()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        Assert.AreEqual(EndorsementRefusal.NotTrusted, scene.Services.Endorsements.Import(_maker.Endorse(unit), "Ada").Refusal);
        Trust(scene);
        scene.Services.Endorsements.Import(_maker.Endorse(unit), "Ada");
        scene.Services.Endorsements.Distrust(_maker.Key.KeyId, "Ada", "contract ended");

        Assert.AreEqual(EndorsementState.None, StateOf(scene, unit));
        CollectionAssert.IsSubsetOf(new[] { "trust-endorser", "distrust-endorser" }, Acts.In(scene));
    }

    [TestMethod]
    [DataRow("other-key")]
    [DataRow("other-model")]
    [DataRow("mac-of-another-unit")]
    [DataRow("serial-of-another-unit")]
    [DataRow("endorsers-differ")]
    public async Task A_contradiction_is_a_finding_on_the_unit(string reason)
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        TestUnit other = await scene.EnrolAsync();
        await scene.ReportAsync(unit);
        Trust(scene);
        Assert.AreEqual(ImportOutcome.Kept, scene.Services.Endorsements.Import(_maker.Endorse(other), "Ada").Outcome);

        foreach (string jws in Contradicting(scene, unit, other, reason))
        {
            scene.Services.Endorsements.Import(jws, "Ada");
        }

        JsonElement shown = await scene.GetAsync("/v1/devices/" + unit.UeidText);
        StringAssert.Contains(shown.GetProperty("openFailures").ToString(), CollectorFindings.EndorsementContradicted);
        StringAssert.Contains(shown.GetProperty("openFailures").ToString(), reason);
        Assert.AreEqual("contradicted", shown.GetProperty("endorsement").GetProperty("state").GetString());
        Assert.AreEqual("failed", shown.GetProperty("unit").GetProperty("state").GetString());
    }

    [TestMethod]
    public async Task A_board_is_swapped_under_its_serial_once_the_old_one_is_retired()
    {
        await using Scene scene = await OpenAsync();
        TestUnit old = await scene.EnrolAsync();
        Trust(scene);
        scene.Services.Endorsements.Import(_maker.Endorse(old, mac: "000000000001"), "Ada");
        scene.Services.SetState(old.UeidText, UnitState.Retired, "Ada", "board swapped, serial S-1");
        TestUnit board = await scene.EnrolAsync();

        Assert.AreEqual(ImportOutcome.Kept, scene.Services.Endorsements.Import(_maker.Endorse(board, mac: "000000000002"), "Ada").Outcome);
        Assert.AreEqual(EndorsementState.Endorsed, StateOf(scene, board));
    }

    [TestMethod]
    public async Task An_endorsement_of_a_replaced_key_contradicts_nothing_and_covers_no_longer()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        Trust(scene);
        scene.Services.Endorsements.Import(_maker.Endorse(unit), "Ada");
        var erased = new TestUnit(scene.Services.Id, unit.Ueid);
        await scene.EnrolAsync(erased, scene.Services.Life.AllowReplacement(unit.UeidText, "Ada", "erased").Token!, await scene.NonceAsync(erased));
        await scene.ReportAsync(erased);

        Assert.AreEqual(EndorsementState.KeyReplaced, StateOf(scene, unit));
        Assert.IsNull(new StoreEvidenceSource(scene.Services).Units([Scene.Model], "1.0.0").Single().Endorsement);
    }

    [TestMethod]
    public async Task What_was_said_before_does_not_replace_what_was_said_later()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        Trust(scene);
        scene.Services.Endorsements.Import(_maker.Endorse(unit, at: 200, serial: "S-2"), "Ada");

        Assert.AreEqual(ImportOutcome.NotNewer, scene.Services.Endorsements.Import(_maker.Endorse(unit, at: 100), "Ada").Outcome);
        Assert.AreEqual("S-2", scene.Services.Endorsements.Find(unit.UeidText)!.Serial);
    }

    [TestMethod]
    public async Task A_changed_byte_is_refused()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        Trust(scene);
        string[] parts = _maker.Endorse(unit).Split('.');
        string other = _maker.Endorse(unit, serial: "S-9").Split('.')[1];

        Assert.AreEqual(EndorsementRefusal.BadSignature, scene.Services.Endorsements.Import(parts[0] + "." + other + "." + parts[2], "Ada").Refusal);
        Assert.AreEqual(EndorsementRefusal.Malformed, scene.Services.Endorsements.Import("nothing", "Ada").Refusal);
    }

    private IEnumerable<string> Contradicting(Scene scene, TestUnit unit, TestUnit other, string reason)
    {
        var second = new TestMaker();

        if (reason == "endorsers-differ")
        {
            scene.Services.Endorsements.Trust(second.Key.PublicKey, "second", "Ada", "test");
        }

        return reason switch
        {
            "other-key" => [_maker.Endorse(unit, keyOf: other, mac: "000000000003", serial: "S-3")],
            "other-model" => [_maker.Endorse(unit, model: "other-9", mac: "000000000003", serial: "S-3")],
            "mac-of-another-unit" => [_maker.Endorse(unit, serial: "S-3")],
            "serial-of-another-unit" => [_maker.Endorse(unit, mac: "000000000003")],
            _ => [_maker.Endorse(unit, mac: "000000000003", serial: "S-3"), second.Endorse(unit, mac: "000000000004", serial: "S-3")],
        };
    }

    private void Trust(Scene scene) => scene.Services.Endorsements.Trust(_maker.Key.PublicKey, "maker", "Ada", "our contract manufacturer");

    private static EndorsementState StateOf(Scene scene, TestUnit unit) => scene.Services.Endorsements.StateOf(scene.Services.FindUnit(unit.UeidText)!);

    /// <summary>A manufacturer.</summary>
    private sealed class TestMaker
    {
        public SoftwareSigner Key { get; } = new([1, .. System.Security.Cryptography.RandomNumberGenerator.GetBytes(31)], KeyProtection.Unknown, new Chance());

        public string Endorse(TestUnit unit, TestUnit? keyOf = null, string mac = "a0b1c2d3e4f5", string model = Scene.Model, string serial = "S-1", long at = 100) => Endorsement.Sign(
            new Endorsement { Issuer = "Maker", At = at, Ueid = unit.UeidText, Key = new Confirmation((keyOf ?? unit).KeyId), EfuseMac = mac, Model = model, Serial = serial }, Key);

        private sealed class Chance : IRandomSource
        {
            public void Fill(byte[] buffer) => System.Security.Cryptography.RandomNumberGenerator.Fill(buffer);
        }
    }
}

[TestClass]
public sealed class EndorsementTestsOnSqlite() : EndorsementTests(TestStore.Sqlite);

[TestClass]
public sealed class EndorsementTestsOnPostgres() : EndorsementTests(TestStore.Postgres);
