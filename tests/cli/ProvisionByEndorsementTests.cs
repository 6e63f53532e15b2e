using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Collector;
using NanoAgent.Evidence;

namespace NanoAgent.Tests.Cli;

[TestClass]
public sealed class ProvisionByEndorsementTests
{
    private const string First = "AQIDBAUGBwgJCgsMDQ4PEA";
    private const string Second = "AQIDBAUGBwgJCgsMDQ4PEQ";

    // A signer is for one thread at a time, and tests run side by side: one for each use.
    private static TokenSigner Endorser => Signer("endorser");

    [TestMethod]
    public async Task The_endorsement_that_names_the_mac_tells_the_unit()
    {
        using var folder = new TemporaryFolder();
        Import(folder, First, "246f28000001");
        Import(folder, Second, "246f28000002");
        Run run = await Provision(folder);
        Assert.AreEqual(0, run.ExitCode, run.People);
        Assert.AreEqual(First, run.Json.GetProperty("ueid").GetString());
    }

    [TestMethod]
    public async Task Without_an_endorsement_of_the_mac_the_answer_is_no()
    {
        using var folder = new TemporaryFolder();
        Import(folder, Second, "246f28000002");
        Assert.AreEqual(1, (await Provision(folder)).ExitCode);
    }

    private static void Import(TemporaryFolder folder, string ueid, string mac)
    {
        using var collector = new CollectorServices(new CollectorOptions { DataFolder = folder.At("collector") });
        collector.Endorsements.Trust(Endorser.PublicKey, "Factory", "tester", "test");
        string said = Endorsement.Sign(
            new Endorsement { Issuer = "Factory", At = 1790000000, Ueid = ueid, Key = new Confirmation(Signer(ueid).KeyId), EfuseMac = mac, Model = "lamp", Serial = ueid }, Endorser);
        Assert.AreEqual(NanoAgent.Collector.Endorsements.ImportOutcome.Kept, collector.Endorsements.Import(said, "tester").Outcome);
    }

    private static TokenSigner Signer(string name) => new SoftwareSigner(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)), KeyProtection.Unknown, null);

    private static Task<Run> Provision(TemporaryFolder folder)
    {
        File.WriteAllText(folder.At("summary.json"), ProvisionTests.Summary(secureBoot: true));
        return Run.Tool(
            "provision", "--efuse", folder.At("summary.json"), "--chip", "esp32-c3", "--product", "lamp", "--by", "P. Provisioner", "--key", folder.At("key.pem"),
            "--records", folder.At("records"), "--db", folder.At("collector"), "--json");
    }
}
