using NanoAgent.Board;
using NanoAgent.Boards.Virtual;

namespace NanoAgent.Tests.Virtual;

[TestClass]
public class FolderFlashTests
{
    private readonly TemporaryFolder _folder = new();

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public void Unsynced_bytes_are_read_back_and_lost_at_a_power_cut()
    {
        FolderFlash flash = Flash(Unsynced.Lost);
        flash.Write("a", [1], 0, 1);
        flash.Sync();
        flash.Write("a", [2], 0, 1);
        Assert.AreEqual(2, Content(flash, "a")[0]);

        flash.CutPower();
        flash.PowerOn();

        Assert.AreEqual(1, Content(flash, "a")[0]);
    }

    [TestMethod]
    public void Synced_bytes_survive_a_power_cut_and_another_start()
    {
        FolderFlash flash = Flash(Unsynced.Lost);
        flash.Write("a", [1, 2, 3], 0, 3);
        flash.Sync();
        flash.CutPower();

        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, Content(new FolderFlash(_folder.Path), "a"));
    }

    [TestMethod]
    public void A_cut_can_tear_a_replaced_file_into_any_prefix()
    {
        var lengths = new HashSet<int>();

        for (int seed = 0; seed < 200; seed++)
        {
            FolderFlash flash = Flash(Unsynced.Mixed);
            flash.Faults.Chance = new Random(seed);
            flash.Write("a", new byte[] { 1, 2, 3 }, 0, 3);
            flash.CutPower();
            flash.PowerOn();
            lengths.Add(flash.Exists("a") ? flash.Length("a") : -1);
            flash.Delete("a");
            flash.Sync();
        }

        CollectionAssert.AreEquivalent(new[] { -1, 0, 1, 2, 3 }, lengths.ToArray());
    }

    [TestMethod]
    public void A_torn_append_keeps_what_was_there_before()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            FolderFlash flash = Flash(Unsynced.Mixed);
            flash.Faults.Chance = new Random(seed);
            flash.Write("a", [9, 8], 0, 2);
            flash.Sync();
            flash.Append("a", [7, 6], 0, 2);
            flash.CutPower();
            flash.PowerOn();
            CollectionAssert.AreEqual(new byte[] { 9, 8 }, Content(flash, "a")[..2]);
        }
    }

    [TestMethod]
    public void The_chosen_operation_is_cut_and_nothing_works_until_power_is_back()
    {
        FolderFlash flash = Flash(Unsynced.Lost);
        flash.Faults.CutAtOperation = 2;
        flash.Write("a", [1], 0, 1);

        PowerLostException cut = Assert.ThrowsExactly<PowerLostException>(flash.Sync);

        Assert.AreEqual(2, cut.Operation);
        Assert.ThrowsExactly<PowerLostException>(() => flash.Exists("a"));
        flash.PowerOn();
        Assert.IsFalse(flash.Exists("a"));
    }

    [TestMethod]
    public void A_full_or_broken_medium_throws_and_keeps_the_old_file()
    {
        var flash = new FolderFlash(_folder.Path, capacityBytes: 4);
        flash.Write("a", new byte[4], 0, 4);
        Assert.ThrowsExactly<FlashException>(() => flash.Append("a", new byte[1], 0, 1));
        flash.Faults.WritesFail = true;
        Assert.ThrowsExactly<FlashException>(() => flash.Write("a", new byte[1], 0, 1));
        Assert.AreEqual(4, flash.Length("a"));
        Assert.AreEqual(0, flash.FreeBytes);
    }

    [TestMethod]
    public void An_unreadable_file_throws_and_others_can_be_read()
    {
        FolderFlash flash = Flash(Unsynced.Lost);
        flash.Write("a", [1], 0, 1);
        flash.Write("b", [2], 0, 1);
        flash.Faults.UnreadableFile = "a";

        Assert.ThrowsExactly<FlashException>(() => Content(flash, "a"));
        Assert.AreEqual(2, Content(flash, "b")[0]);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("A")]
    [DataRow("../a")]
    [DataRow("..")]
    [DataRow("a-name-of-25-characters.tx")]
    public void A_name_that_the_contract_does_not_know_is_misuse(string name) =>
        Assert.ThrowsExactly<ArgumentException>(() => Flash(Unsynced.Lost).Exists(name));

    private FolderFlash Flash(Unsynced unsynced) => new(_folder.Path) { Faults = { Unsynced = unsynced } };

    private static byte[] Content(FolderFlash flash, string name)
    {
        byte[] content = new byte[flash.Length(name)];
        return content[..flash.Read(name, 0, content, 0, content.Length)];
    }
}
