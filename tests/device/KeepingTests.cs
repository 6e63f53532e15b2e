using NanoAgent.Attestation.Claims;
using NanoAgent.Keeping;

namespace NanoAgent.Tests.Device;

/// <summary>What is kept outlasts a power cut at every write.</summary>
[TestClass]
public class KeepingTests
{
    [TestMethod]
    public void A_setting_is_the_old_one_or_the_new_one_after_a_cut_at_any_write()
    {
        bool cut = true;

        for (int write = 1; cut; write++)
        {
            var board = new BareBoard();
            var flash = (MemoryFlash)board.Flash;
            Open(board).Put("room", "kitchen");
            flash.CutAt(write, 7, false);
            cut = WasCut(Open(board));
            flash.PowerUp();
            string kept = Open(board).Get("room");
            Assert.IsTrue(kept == "kitchen" || kept == "cellar");
        }
    }

    [TestMethod]
    public void A_log_goes_on_after_a_reboot_and_its_chain_is_whole()
    {
        var board = new BareBoard();
        var log = new EventLog(board.Flash, "log", board, 2, 4);

        for (int i = 0; i < 6; i++)
        {
            log.Log(SecurityEvent.LoginRefused, "admin");
        }

        var again = new EventLog(board.Flash, "log", board, 2, 4);
        Assert.IsTrue(again.Count == 6);
        Assert.IsTrue(again.ChainIntact() == Answer.Yes);
        Assert.IsTrue(again.Contains("admin") == Answer.Yes);
    }

    [TestMethod]
    public void The_key_of_the_first_boot_is_the_key_of_the_second()
    {
        var board = new BareBoard();
        byte[] first = new KeyStore(board.Flash, board).PrivateKey();
        Assert.IsTrue(Attestation.Crypto.Bytes.Equal(first, new KeyStore(board.Flash, board).PrivateKey()));
    }

    private static SettingsStore Open(BareBoard board) => new SettingsStore(board.Flash, "settings", board, new string[0]);

    private static bool WasCut(SettingsStore store)
    {
        try
        {
            store.Put("room", "cellar");
            return false;
        }
        catch (PowerCutException)
        {
            return true;
        }
    }
}
