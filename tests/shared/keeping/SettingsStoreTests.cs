using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Tests.Shared.Keeping;

[TestClass]
public sealed class SettingsStoreTests
{
    private readonly MemoryFlash _flash = new(65536);

    [TestMethod]
    public void Values_are_there_after_a_restart()
    {
        SettingsStore store = Open();
        store.Put("b", "2");
        store.Put("a", "1");
        store.Remove("b");
        Assert.AreEqual("1", Open().Get("a"));
        Assert.IsNull(Open().Get("b"));
    }

    [TestMethod]
    public void The_digest_depends_on_values_and_not_on_their_order()
    {
        SettingsStore store = Open();
        store.Put("a", "1");
        store.Put("b", "2");
        byte[] before = store.Digest();
        store.Put("a", "9");
        Assert.IsFalse(Bytes.Equal(before, store.Digest()));
        store.Remove("a");
        store.Put("a", "1");
        Assert.IsTrue(Bytes.Equal(before, Open().Digest()));
    }

    [TestMethod]
    public void Two_units_with_equal_settings_have_different_digests()
    {
        var other = new SettingsStore(new MemoryFlash(4096), "set", new CountingRandom2(), []);
        Assert.IsFalse(Bytes.Equal(new SettingsStore(_flash, "set", new CountingRandom(), []).Digest(), other.Digest()));
    }

    [TestMethod]
    public void An_equal_value_is_not_written_again()
    {
        SettingsStore store = Open();
        store.Put("a", "1");
        int writes = _flash.Writes;
        store.Put("a", "1");
        Assert.AreEqual(writes, _flash.Writes);
    }

    [TestMethod]
    public void One_changed_byte_in_the_newest_copy_brings_the_older_one_back()
    {
        SettingsStore store = Open();
        store.Put("a", "1");
        store.Put("a", "2");
        byte[] file = new byte[_flash.Length("set.b")];
        _flash.Read("set.b", 0, file, 0, file.Length);
        file[50] ^= 1;
        _flash.Write("set.b", file, 0, file.Length);
        Assert.AreEqual("1", Open().Get("a"));
    }

    [TestMethod]
    public void An_erasure_leaves_no_older_value_readable_and_the_defaults_in_force()
    {
        SettingsStore store = Open();
        store.Put("a", "sesame");
        store.Put("port", "80");
        Assert.AreEqual(Answer.No, store.AtFactoryDefaults);
        store.Erase();
        Assert.IsFalse(store.RawContains(Encoding.ASCII.GetBytes("sesame")));
        Assert.AreEqual(Answer.Yes, Open().AtFactoryDefaults);
        Assert.AreEqual("443", Open().Get("port"));
    }

    [TestMethod]
    public void A_table_that_would_be_too_large_is_refused_and_the_old_one_stays()
    {
        SettingsStore store = Open();
        string large = new('x', 1024);

        for (int i = 0; i < 3; i++)
        {
            store.Put("k" + i, large);
        }

        Assert.ThrowsExactly<FlashException>(() => store.Put("k3", large));
        Assert.IsNull(store.Get("k3"));
        Assert.AreEqual(large, Open().Get("k2"));
    }

    private SettingsStore Open() => new(_flash, "set", new CountingRandom(), ["port", "443"]);

    private sealed class CountingRandom2 : IRandomSource
    {
        public void Fill(byte[] buffer) => Array.Fill(buffer, (byte)7);
    }
}
