using System.Text;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Tests.Cli;

[TestClass]
public sealed class EndorseTests
{
    [TestMethod]
    public async Task The_key_of_an_endorser_is_named_by_its_thumbprint_and_is_not_said_to_have_signed()
    {
        using var folder = new TemporaryFolder();
        Run run = await Run.Tool("endorse", "key", "--key", folder.At("factory.pem"));

        Assert.AreEqual(0, run.ExitCode, run.People);
        Assert.IsTrue(Jwk.TryReadSet(Encoding.UTF8.GetBytes(run.Results), out IReadOnlyList<PublishedKey>? keys));
        StringAssert.Contains(run.People, "the signing key is " + keys!.Single().Key.Thumbprint());
        Assert.DoesNotContain("signed", run.People);
    }
}
