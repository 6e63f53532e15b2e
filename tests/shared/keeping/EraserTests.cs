using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Tests.Shared.Keeping;

[TestClass]
public sealed class EraserTests
{
    private static readonly byte[] s_marker = Encoding.ASCII.GetBytes("canary7");

    [TestMethod]
    public void Nothing_planted_is_readable_after_an_erasure()
    {
        var stores = new Stores();
        stores.Fill();
        Assert.IsTrue(stores.AnyHolds(s_marker));
        Assert.IsTrue(stores.Eraser.Erase());
        Assert.IsFalse(stores.AnyHolds(s_marker));
        Assert.AreEqual(Answer.Yes, stores.Eraser.DefaultsRestored);
        Assert.AreEqual(Answer.Yes, stores.Eraser.IdentityKeyDestroyed);
    }

    [TestMethod]
    public void The_ueid_and_the_boot_counter_outlive_an_erasure_and_the_key_does_not()
    {
        var stores = new Stores();
        byte[] ueid = stores.Keys.Ueid();
        byte[] key = stores.Keys.PrivateKey();
        stores.Keys.CountBoot();
        stores.Eraser.Erase();
        stores.Restart();
        Assert.AreSequenceEqual(ueid, stores.Keys.Ueid());
        Assert.AreEqual(1u, stores.Keys.BootCount);
        Assert.IsFalse(key.SequenceEqual(stores.Keys.PrivateKey()));
    }

    [TestMethod]
    public void A_password_that_the_user_set_opens_no_more_and_a_factory_one_still_does()
    {
        var stores = new Stores();
        stores.Vault.AddFactory("admin", CredentialKind.Password, "on-the-label", CredentialOrigin.FactoryUnique, null);
        stores.Vault.AddUnset("user", CredentialKind.Password);
        stores.Vault.SetFirst("user", "of-the-user");
        stores.Eraser.Erase();
        Assert.AreEqual(Attempt.Accepted, stores.Vault.LogIn("admin", "on-the-label"));
        Assert.AreEqual(Attempt.Refused, stores.Vault.LogIn("user", "of-the-user"));
        Assert.AreEqual(CredentialOrigin.NotYetSet, stores.Vault.At(1).Origin);
    }

    [TestMethod]
    public void A_marker_of_any_bytes_can_be_planted_and_found()
    {
        var stores = new Stores();
        byte[] marker = [0xFF, 0, 1, 2];
        Assert.IsTrue(stores.Eraser.Plant(0, marker));
        Assert.AreEqual(Answer.Yes, stores.Eraser.Find(0, marker));
        stores.Eraser.Erase();
        Assert.AreEqual(Answer.No, stores.Eraser.Find(0, marker));
    }
}
