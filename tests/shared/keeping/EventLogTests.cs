using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Keeping;

namespace NanoAgent.Tests.Shared.Keeping;

[TestClass]
public sealed class EventLogTests
{
    private readonly MemoryFlash _flash = new(65536);
    private readonly TestClock _clock = new();

    [TestMethod]
    public void The_count_goes_on_when_the_oldest_are_dropped()
    {
        EventLog log = Filled(20);
        Assert.AreEqual(20u, log.Count);
        Assert.AreEqual(Answer.No, log.Contains("user-0"));
        Assert.AreEqual(Answer.Yes, log.Contains("user-19"));
        Assert.AreEqual(Answer.Yes, log.ChainIntact());
        Assert.AreEqual(20u, Open().Count);
    }

    [TestMethod]
    public void The_log_never_takes_more_flash_than_it_says()
    {
        EventLog log = Filled(50);
        int bytes = Enumerable.Range(0, 3).Sum(i => _flash.Length("log." + i));
        Assert.IsLessThanOrEqualTo(log.BoundBytes, bytes);
    }

    [TestMethod]
    public void Every_changed_byte_of_a_held_entry_is_found()
    {
        Filled(8);
        byte[] file = Raw("log.1");

        for (int at = 80; at < file.Length; at++)
        {
            byte[] changed = [.. file];
            changed[at] ^= 1;
            _flash.Write("log.1", changed, 0, changed.Length);
            EventLog log = Open();
            Assert.AreEqual(Answer.No, log.ChainIntact(), $"byte {at}");
            Assert.AreEqual(Answer.No, Open().ChainIntact(), $"byte {at}, a start later");
            _flash.Write("log.1", file, 0, file.Length);
        }
    }

    [TestMethod]
    public void A_change_behind_the_running_logs_back_is_found()
    {
        EventLog log = Filled(6);
        byte[] file = Raw("log.1");
        _flash.Write("log.1", file, 0, file.Length - 80);
        Assert.AreEqual(Answer.No, log.ChainIntact());
    }

    [TestMethod]
    public void A_torn_entry_is_dropped_counted_and_noted()
    {
        EventLog log = Filled(2);
        _flash.CutAt(1, 33, false);
        Assert.ThrowsExactly<PowerCutException>(() => log.Log(SecurityEvent.LoginRefused, "torn"));
        _flash.PowerUp();
        log = Open();
        Assert.AreEqual(4u, log.Count);
        Assert.AreEqual(Answer.Yes, log.ChainIntact());
        Assert.AreEqual((byte)SecurityEvent.TornEntry, Raw("log.0")[4 * 80 + 12]);
    }

    [TestMethod]
    public void The_head_moves_with_each_entry_and_is_the_same_after_a_restart()
    {
        EventLog log = Filled(3);
        byte[] head = log.Head();
        Assert.IsTrue(Bytes.Equal(head, Open().Head()));
        log.Log(SecurityEvent.LoginRefused, "x");
        Assert.IsFalse(Bytes.Equal(head, log.Head()));
    }

    [TestMethod]
    public void A_password_typed_as_account_name_is_not_logged()
    {
        EventLog log = Open();
        log.Log(SecurityEvent.LoginRefused, "My Pass!word");
        Assert.IsFalse(log.RawContains(Encoding.ASCII.GetBytes("Pass")));
        Assert.AreEqual(Answer.Yes, log.Contains("?"));
    }

    [TestMethod]
    public void An_entry_made_while_the_clock_was_not_set_is_marked()
    {
        EventLog log = Open();
        log.Log(SecurityEvent.LoginRefused, "timed");
        _clock.IsSet = Answer.No;
        log.Log(SecurityEvent.LoginRefused, "untimed");
        Assert.AreEqual(1, Raw("log.0")[80 + 46]);
        Assert.AreEqual(0, Raw("log.0")[160 + 46]);
        Assert.AreEqual(Answer.Yes, log.NewestIsTimed);
    }

    private EventLog Open() => new(_flash, "log", _clock, 3, 4);

    private EventLog Filled(int entries)
    {
        EventLog log = Open();

        for (int i = 0; i < entries; i++)
        {
            log.Log(SecurityEvent.LoginRefused, "user-" + i);
        }

        return log;
    }

    private byte[] Raw(string file)
    {
        byte[] bytes = new byte[_flash.Length(file)];
        _flash.Read(file, 0, bytes, 0, bytes.Length);
        return bytes;
    }
}
