using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Evidence;

namespace NanoAgent.Tests.Cli;

/// <summary>A single token or attestation result: a collector's key is good for its own role only, and never a unit's.</summary>
[TestClass]
[DoNotParallelize]
public sealed class SignerRoleTests
{
    private static readonly TokenSigner _signer = new SoftwareSigner([.. Enumerable.Range(1, 32).Select(i => (byte)i)], KeyProtection.PlainFlash, null);

    [TestMethod]
    [DataRow(KeyRole.Ear, 0)]
    [DataRow(KeyRole.Log, 1)]
    [DataRow(KeyRole.Pack, 1)]
    [DataRow(KeyRole.Tester, 1)]
    public async Task An_attestation_result_is_genuine_by_a_key_for_results_alone(KeyRole role, int exitCode)
    {
        Run run = await Verify($$"""{"eat_profile":"{{Ear.Profile}}"}""", KeySet.Write([new CollectorKey(role, _signer.PublicKey)]));
        Assert.AreEqual(exitCode, run.ExitCode, run.People);
    }

    [TestMethod]
    public async Task A_key_of_which_nobody_named_the_role_is_what_its_user_says()
    {
        Run run = await Verify($$"""{"eat_profile":"{{Ear.Profile}}"}""", Encoding.UTF8.GetBytes($$"""{"keys":[{{_signer.PublicKey.ToJwk()}}]}"""));
        Assert.AreEqual(0, run.ExitCode, run.People);
    }

    [TestMethod]
    public async Task A_token_by_a_collectors_key_is_no_units_token()
    {
        Run run = await Verify("""{"eat_profile":"urn:uuid:0d5c2c4e-3b0a-4f5e-9c1d-6a7e2f9b8c41"}""", KeySet.Write([new CollectorKey(KeyRole.Ear, _signer.PublicKey)]));
        Assert.AreEqual(1, run.ExitCode, run.People);
        Assert.Contains("a key for ear, which may not sign one", run.People);
        Assert.Contains("units.json of a pack", run.People);
    }

    private static async Task<Run> Verify(string payload, byte[] keys)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.At("keys.json"), keys);
        File.WriteAllText(folder.At("jws"), SignedJson.Sign(Ear.Type, Encoding.UTF8.GetBytes(payload), _signer));
        return await Run.Tool("verify", folder.At("jws"), "--keys", folder.At("keys.json"));
    }
}
