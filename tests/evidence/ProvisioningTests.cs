using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Tests.Evidence;

/// <summary>What a provisioning record does to a row, on EN 303 645 5.7-1, which asks for secure boot.</summary>
[TestClass]
public sealed class ProvisioningTests
{
    internal static readonly FuseFacts AllUnknown = new()
    {
        Chip = FusedChip.Esp32S3, SecureBoot = FuseState.Unknown, FlashEncryption = FlashEncryptionState.Unknown, Jtag = PortState.Unknown,
        DownloadMode = DownloadModeState.Unknown, AntiRollback = FuseState.Unknown,
    };

    [TestMethod]
    public void Without_a_record_what_stock_firmware_cannot_see_is_unknown()
    {
        using var records = new Records();
        Assert.AreEqual(CriterionState.Unknown, SecureBootRow(records, "secure-boot=absent:unobservable").State);
    }

    [TestMethod]
    public void A_record_supplies_what_the_unit_cannot_see()
    {
        using var records = new Records();
        records.Provision("one", AllUnknown with { SecureBoot = FuseState.On });
        DeclarationRow row = SecureBootRow(records, "secure-boot=absent:unobservable");
        Assert.AreEqual(CriterionState.NeedsRecord, row.State);
        Assert.AreEqual(1, row.Checks[0].Answers["success:holds:provisioned"]);
    }

    [TestMethod]
    public void A_record_that_says_off_contradicts_the_row()
    {
        using var records = new Records();
        records.Provision("one", AllUnknown with { SecureBoot = FuseState.Off });
        Assert.AreEqual(CriterionState.NotSatisfied, SecureBootRow(records, "secure-boot=absent:unobservable").State);
    }

    [TestMethod]
    public void A_record_that_cannot_tell_changes_nothing()
    {
        using var records = new Records();
        records.Provision("one", AllUnknown);
        Assert.AreEqual(CriterionState.Unknown, SecureBootRow(records, "secure-boot=absent:unobservable").State);
    }

    [TestMethod]
    [DataRow("success:holds", FuseState.Off)]
    [DataRow("fail:off", FuseState.On)]
    public void A_unit_that_says_otherwise_than_its_record_fails_the_row(string unit, FuseState record)
    {
        using var records = new Records();
        records.Provision("one", AllUnknown with { SecureBoot = record });
        DeclarationRow row = SecureBootRow(records, "secure-boot=" + unit);
        Assert.AreEqual(CriterionState.NotSatisfied, row.State);
        Assert.AreEqual(1, row.Checks[0].Answers["fail:contradicts-provisioning:provisioned"]);
    }

    [TestMethod]
    public void A_record_of_one_unit_says_nothing_of_another()
    {
        using var records = new Records();
        records.Provision("another", AllUnknown with { SecureBoot = FuseState.On });
        Assert.AreEqual(CriterionState.Unknown, SecureBootRow(records, "secure-boot=absent:unobservable").State);
    }

    [TestMethod]
    public void The_newest_record_of_a_unit_counts()
    {
        using var records = new Records();
        records.Provision("one", AllUnknown with { SecureBoot = FuseState.Off }, at: 1780000000).Provision("one", AllUnknown with { SecureBoot = FuseState.On }, at: 1790000000);
        Assert.AreEqual(CriterionState.NeedsRecord, SecureBootRow(records, "secure-boot=absent:unobservable").State);
    }

    [TestMethod]
    public void A_record_of_the_future_does_not_count()
    {
        using var records = new Records();
        records.Provision("one", AllUnknown with { SecureBoot = FuseState.On }, at: Fleet.Now.ToUnixTimeSeconds() + 1);
        Assert.AreEqual(CriterionState.Unknown, SecureBootRow(records, "secure-boot=absent:unobservable").State);
    }

    [TestMethod]
    public void An_open_jtag_contradicts_a_unit_that_calls_its_debug_interface_closed()
    {
        using var records = new Records();
        records.Provision("one", AllUnknown with { Jtag = PortState.Open });
        DeclarationRow row = new Fleet().With("one").Declare(records.Store).Rows.Single(r => r.Criterion.Id == "S1.1-13");
        Assert.AreEqual(CriterionState.NotSatisfied, row.State);
    }

    [TestMethod]
    public void A_closed_jtag_alone_does_not_close_the_debug_interface()
    {
        using var records = new Records();
        records.Provision("one", AllUnknown with { Jtag = PortState.Closed });
        DeclarationRow row = new Fleet().With("one", "debug-interface=absent:unobservable").Declare(records.Store).Rows.Single(r => r.Criterion.Id == "S1.1-13");
        Assert.AreEqual(CriterionState.Unknown, row.State);
    }

    [TestMethod]
    public void A_record_that_was_changed_stops_the_declaration()
    {
        using var records = new Records();
        records.Provision("one", AllUnknown with { SecureBoot = FuseState.Off });
        string file = Directory.GetFiles(records.Folder, "provisioning-*.json").Single();
        string text = File.ReadAllText(file);
        int at = text.LastIndexOf('.') + 5;
        File.WriteAllText(file, text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..]);
        Assert.AreEqual(DeclarationRefusal.BadRecord, new Fleet().With("one").Declare(records.Store).Refusal);
    }

    [TestMethod]
    [DataRow("success:holds", FuseState.Off, "fail:contradicts-provisioning:provisioned", true)]
    [DataRow("success:holds", FuseState.On, "success:holds:probed", false)]
    [DataRow("absent:unobservable", FuseState.On, "success:holds:provisioned", false)]
    public void A_record_stands_beside_what_the_unit_says(string unit, FuseState record, string counted, bool contradicts)
    {
        using var records = new Records();
        records.Provision("one", AllUnknown with { SecureBoot = record });
        UnitProvisioning found = Of(records, new Fleet().With("one", "secure-boot=" + unit)).Single();
        ProvisionedAnswer answer = found.Answers.Single(a => a.Check == "secure-boot");
        Assert.AreEqual((ProvisioningStanding.Counts, counted, contradicts), (found.Standing, answer.Counted, answer.Contradicts));
        Assert.AreEqual(Fleet.Signer("provisioner").KeyId, found.SignedBy);
    }

    [TestMethod]
    public void Of_several_records_the_newest_counts_and_one_of_the_future_does_not()
    {
        using var records = new Records();
        records.Provision("one", AllUnknown, 1780000000).Provision("one", AllUnknown, 1790000000).Provision("one", AllUnknown, Fleet.Now.ToUnixTimeSeconds() + 1);
        CollectionAssert.AreEqual(
            new[] { ProvisioningStanding.InTheFuture, ProvisioningStanding.Counts, ProvisioningStanding.Superseded }, Of(records, new Fleet().With("one")).Select(r => r.Standing).ToArray());
    }

    [TestMethod]
    public void The_index_finds_a_units_records_and_those_that_are_added_later()
    {
        using var records = new Records();
        records.Provision("another", AllUnknown);
        var index = new ProvisioningIndex(records.Folder);
        Assert.IsEmpty(index.Of(Fleet.UeidOf("one"), [], Fleet.Now).Records);
        records.Provision("one", AllUnknown);
        Assert.HasCount(1, index.Of(Fleet.UeidOf("one"), [], Fleet.Now).Records);
    }

    [TestMethod]
    public void A_folder_that_is_not_there_holds_no_record() =>
        Assert.IsEmpty(new ProvisioningIndex(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())).Of(Fleet.UeidOf("one"), [], Fleet.Now).Records);

    private static IReadOnlyList<UnitProvisioning> Of(Records records, Fleet fleet)
    {
        using var signatures = new NanoAgent.Attestation.Verify.Jws.Es256Verifier();
        Assert.IsTrue(UnitReading.TryRead(fleet.Units([], "").Single(), Fleet.Id, Fleet.Firmware, signatures, out UnitReading? unit, out _));
        return UnitProvisioning.Of(records.Store, Fleet.UeidOf("one"), unit!.Present!.Claims.Findings, Fleet.Now);
    }

    private static DeclarationRow SecureBootRow(Records records, string finding)
    {
        var fleet = new Fleet();
        Scheme scheme = SchemeCatalog.BuiltIn.Find("en-303-645")!;
        return Declaration.Build(fleet.With("one", finding), Fleet.Model, Fleet.Firmware, scheme, records.Store, fleet.Options).Rows.Single(r => r.Criterion.Id == "5.7-1");
    }
}
