using NanoAgent.Attestation.Claims;
using NanoAgent.Checks;
using NanoAgent.Keeping;

namespace NanoAgent.Tests.Device;

/// <summary>What the checks say of a board that knows nothing, and of a source that counts.</summary>
[TestClass]
public class CheckTests
{
    [TestMethod]
    public void Nothing_that_a_bare_board_cannot_show_is_a_success()
    {
        ICheck[] checks = AllChecks.Create(null);
        CheckContext context = Context(new BareBoard());

        for (int i = 0; i < checks.Length; i++)
        {
            Finding finding = checks[i].Run(context);
            bool seen = checks[i].Id == CheckIds.Identity || checks[i].Id == CheckIds.Randomness;
            Assert.IsTrue(seen || finding.Outcome != Outcome.Success, checks[i].Id);
        }
    }

    [TestMethod]
    public void A_source_that_counts_is_found()
    {
        Finding finding = new RandomnessCheck().Run(Context(new BareBoard { Counts = true }));
        Assert.IsTrue(finding.Outcome == Outcome.Fail);
    }

    [TestMethod]
    public void Secure_boot_is_unobservable_without_native_facts() =>
        Assert.AreEqual(Reasons.Unobservable, new SecureBootCheck().Run(Context(new BareBoard())).Reason);

    private static CheckContext Context(BareBoard board) =>
        new CheckContext(board, new AgentMemory(new SettingsStore(board.Flash, "agent", board, new string[0])), Known.Signer(), null, null);
}
