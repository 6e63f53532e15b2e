using System.Text;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Evidence;

namespace NanoAgent.Tests.Evidence;

/// <summary>Endorsements in a pack, checked again by whoever receives it.</summary>
[TestClass]
public sealed class EndorsementTests
{
    private static readonly Endorser _trusted = new("Factory \"One\"", Factory.PublicKey);

    // A signer is for one thread at a time, and tests run side by side: one for each use.
    private static TokenSigner Factory => Fleet.Signer("factory");

    [TestMethod]
    public void An_endorsement_is_checked_by_the_key_in_the_pack_and_rests_on_the_collectors_trust_in_it()
    {
        PackReport report = Verify(unit => unit with { Endorsement = Endorse(unit), Endorser = _trusted });

        Assert.AreEqual((PackVerdict.Authentic, 1, 0), (report.Verdict, report.Endorsements, report.EndorsementsUnchecked), string.Join('\n', report.Problems));
        PackStatement said = report.Statements.Single(s => s.Text.StartsWith("whose key " + Factory.KeyId, StringComparison.Ordinal));
        Assert.AreEqual(PackGround.CollectorsWord, said.Ground);
        StringAssert.Contains(said.Text, "Factory \"One\" (an act in its log)");
    }

    [TestMethod]
    public void A_key_that_was_handed_in_makes_it_hold_whatever_the_collector_trusts()
    {
        PackReport report = Verify(unit => unit with { Endorsement = Endorse(unit), Endorser = _trusted }, [new Endorser("", Factory.PublicKey)]);

        Assert.AreEqual((PackVerdict.Authentic, 1), (report.Verdict, report.Endorsements), string.Join('\n', report.Problems));
        Assert.AreEqual(PackGround.Holds, report.Statements.Single(s => s.Text.Contains("by the expected endorsers", StringComparison.Ordinal)).Ground);
        Assert.IsFalse(report.Statements.Any(s => s.Text.StartsWith("whose key", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_pack_of_before_the_keys_were_carried_verifies_and_says_that_its_endorsements_were_not_checked()
    {
        PackReport report = Verify(unit => unit with { Endorsement = Endorse(unit) });

        Assert.AreEqual((PackVerdict.Authentic, 0, 1), (report.Verdict, report.Endorsements, report.EndorsementsUnchecked), string.Join('\n', report.Problems));
        Assert.AreEqual(PackGround.CollectorsWord, report.Statements.Single(s => s.Text.Contains("carries no endorser's key", StringComparison.Ordinal)).Ground);
    }

    [TestMethod]
    public void The_endorsements_of_such_a_pack_are_checked_by_a_key_that_was_handed_in() =>
        Assert.AreEqual(1, Verify(unit => unit with { Endorsement = Endorse(unit) }, [_trusted]).Endorsements);

    [TestMethod]
    [DataRow("no-jws", "is no signed text")]
    [DataRow("other-signer", "is by a key that is not in endorsers.json")]
    [DataRow("other-signature", "is not signed by the key that it names")]
    [DataRow("other-type", "or is of another type")]
    [DataRow("bad-claim", "has one outside its bound")]
    [DataRow("turned", "has one outside its bound")]
    [DataRow("other-unit", "is about another unit or another key")]
    [DataRow("other-key", "is about another unit or another key")]
    public void An_endorsement_that_does_not_hold_is_named(string vector, string why)
    {
        PackReport report = Verify(unit => unit with { Endorsement = Bad(vector, unit), Endorser = _trusted });

        PackProblem problem = report.Problems.Single();
        Assert.AreEqual((PackVerdict.Altered, PackFault.BadEndorsement), (report.Verdict, problem.Fault));
        StringAssert.Contains(problem.Detail, why);
    }

    [TestMethod]
    public void An_endorsement_by_another_than_the_expected_endorser_is_named()
    {
        PackReport report = Verify(unit => unit with { Endorsement = Endorse(unit), Endorser = _trusted }, [new Endorser("Lab", Fleet.Signer("lab").PublicKey)]);

        Assert.AreEqual((PackVerdict.Altered, PackFault.BadEndorsement), (report.Verdict, report.Problems.Single().Fault));
        StringAssert.Contains(report.Problems[0].Detail, "not among the expected endorsers'");
    }

    [TestMethod]
    public void The_set_of_endorsers_is_read_as_it_was_written_and_a_single_key_as_well()
    {
        Endorser second = new("山田製作所", Fleet.Signer("second").PublicKey);
        IReadOnlyList<Endorser> read = EndorserSet.TryRead(EndorserSet.Write([_trusted, second]))!;

        CollectionAssert.AreEquivalent(new[] { _trusted.Name, second.Name }, read.Select(endorser => endorser.Name).ToArray());
        CollectionAssert.AreEquivalent(new[] { Factory.KeyId, second.Key.Thumbprint() }, read.Select(endorser => endorser.Key.Thumbprint()).ToArray());
        Assert.AreEqual(Factory.KeyId, EndorserSet.TryRead(Encoding.UTF8.GetBytes(Factory.PublicKey.ToJwk()))!.Single().Key.Thumbprint());
        Assert.IsNull(EndorserSet.TryRead("{\"keys\":[]}"u8.ToArray()));
        Assert.AreEqual("", EndorserSet.TryRead(EndorserSet.Write([_trusted with { Name = "Fac\u202Eyrot" }]))!.Single().Name);
        Assert.IsNull(EndorserSet.TryRead("no JSON"u8.ToArray()));
    }

    private static string Bad(string vector, UnitEvidence unit) => vector switch
    {
        "no-jws" => "endorsed.by.hand",
        "other-signer" => Endorse(unit, signer: Fleet.Signer("mallory")),
        "other-signature" => Endorse(unit)[..^4] + "AAAA",
        "other-type" => SignedJson.Sign("nanoagent-act+jwt", Payload(Endorse(unit)), Factory),
        "bad-claim" => SignedJson.Sign(Endorsement.Type, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Payload(Endorse(unit))).Replace("246f28000001", "no MAC", StringComparison.Ordinal)), Factory),
        "turned" => SignedJson.Sign(Endorsement.Type, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Payload(Endorse(unit))).Replace("SN-7", "SN-\u202E7", StringComparison.Ordinal)), Factory),
        "other-unit" => Endorse(unit, ueid: Fleet.UeidOf("b")),
        "other-key" => Endorse(unit, key: Fleet.Signer("b").KeyId),
        _ => throw new ArgumentOutOfRangeException(nameof(vector)),
    };

    private static byte[] Payload(string jws) => System.Buffers.Text.Base64Url.DecodeFromChars(jws.Split('.')[1]);

    private static string Endorse(UnitEvidence unit, TokenSigner? signer = null, string? ueid = null, string? key = null) => Endorsement.Sign(
        new Endorsement
        {
            Issuer = "Factory",
            At = 1780000000,
            Ueid = ueid ?? unit.Ueid,
            Key = new Confirmation(key ?? Fleet.Signer("a").KeyId),
            EfuseMac = "246f28000001",
            Model = Fleet.Model,
            Serial = "SN-7",
        },
        signer ?? Factory);

    private static PackReport Verify(Func<UnitEvidence, UnitEvidence> change, IReadOnlyList<Endorser>? expected = null)
    {
        using var output = new Records();
        string pack = Path.Combine(output.Folder, "pack");
        Fleet fleet = new Fleet().With("a").Replace(change);
        PackWriter.Write(fleet.Declare(), pack, fleet.Pack);
        return PackVerifier.Verify(pack, fleet.Keys, expected);
    }
}
