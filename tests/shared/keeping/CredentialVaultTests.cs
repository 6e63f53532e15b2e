using System.Security.Cryptography;
using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Tests.Shared.Keeping;

[TestClass]
public sealed class CredentialVaultTests
{
    private static readonly byte[] s_tagKey = Encoding.ASCII.GetBytes("batch-key-of-16b");

    private readonly MemoryFlash _flash = new(65536);
    private readonly TestClock _clock = new();
    private EventLog? _log;

    [TestMethod]
    public void Pbkdf2_gives_what_dotnet_gives()
    {
        byte[] password = Encoding.ASCII.GetBytes("passwd");
        byte[] salt = Encoding.ASCII.GetBytes("salt");
        Assert.AreSequenceEqual(Rfc2898DeriveBytes.Pbkdf2(password, salt, 1, HashAlgorithmName.SHA256, 32), Pbkdf2.Derive(password, salt, 1));
        Assert.AreSequenceEqual(Rfc2898DeriveBytes.Pbkdf2(password, salt, 1234, HashAlgorithmName.SHA256, 32), Pbkdf2.Derive(password, salt, 1234));
    }

    [TestMethod]
    public void The_value_opens_and_no_other_does()
    {
        CredentialVault vault = WithAdmin();
        Assert.AreEqual(Attempt.Refused, vault.LogIn("admin", "sesame-12"));
        Assert.AreEqual(Attempt.Refused, vault.LogIn("admin", ""));
        Assert.AreEqual(Attempt.Accepted, vault.LogIn("admin", "sesame-123"));
    }

    [TestMethod]
    public void The_value_lies_nowhere_in_flash()
    {
        WithAdmin();
        Assert.IsFalse(Open().RawContains(Encoding.ASCII.GetBytes("sesame")));
    }

    [TestMethod]
    public void Waits_double_up_to_the_longest_and_the_true_value_waits_too()
    {
        CredentialVault vault = WithAdmin();
        int[] waits = new int[8];

        for (int i = 0; i < waits.Length; i++)
        {
            Assert.AreEqual(Attempt.Refused, vault.LogIn("admin", "wrong-value"));
            waits[i] = vault.LockoutSeconds("admin");
            Assert.AreEqual(waits[i] > 0 ? Attempt.Throttled : Attempt.Accepted, waits[i] > 0 ? vault.LogIn("admin", "sesame-123") : Attempt.Accepted);
            _clock.UptimeMs += waits[i] * 1000L;
        }

        Assert.AreSequenceEqual(new[] { 0, 0, 1, 2, 4, 8, 10, 10 }, waits);
    }

    [TestMethod]
    public void A_reboot_begins_the_wait_anew_in_full()
    {
        CredentialVault vault = WithAdmin();
        Refuse(vault, "admin", 3);
        _clock.UptimeMs += 600;
        Assert.AreEqual(1, Open().LockoutSeconds("admin"));
        _clock.UptimeMs = 0;
        Assert.AreEqual(Attempt.Throttled, Open().LogIn("admin", "sesame-123"));
    }

    [TestMethod]
    public void Probing_never_locks_the_owner_out()
    {
        CredentialVault vault = WithAdmin();
        vault.AddProbe("probe");
        Refuse(vault, "probe", 3);
        Assert.AreEqual(Attempt.Throttled, vault.LogIn("probe", "whatever"));
        Assert.AreEqual(Attempt.Accepted, vault.LogIn("admin", "sesame-123"));
        Assert.IsTrue(vault.ForgiveProbe());
        Assert.AreEqual(0, vault.LockoutSeconds("probe"));
    }

    [TestMethod]
    public void A_guess_counts_as_no_attempt_and_writes_nothing()
    {
        CredentialVault vault = WithAdmin();
        int writes = _flash.Writes;

        for (int i = 0; i < 5; i++)
        {
            Assert.AreEqual(Attempt.Refused, vault.At(0).Guess("wrong"));
        }

        Assert.AreEqual(writes, _flash.Writes);
        Assert.AreEqual(Attempt.Accepted, vault.At(0).Guess("sesame-123"));
    }

    [TestMethod]
    public void A_change_counts_and_refuses_the_old_value()
    {
        CredentialVault vault = WithAdmin();
        uint generation = vault.At(0).Generation;
        Assert.AreEqual(Attempt.Accepted, vault.Change("admin", "sesame-123", "another-1"));
        Assert.AreEqual(generation + 1, Open().At(0).Generation);
        Assert.AreEqual(CredentialOrigin.UserSet, Open().At(0).Origin);
        Assert.AreEqual(Attempt.Refused, Open().LogIn("admin", "sesame-123"));
        Assert.AreEqual(Attempt.Accepted, Open().LogIn("admin", "another-1"));
    }

    [TestMethod]
    public void A_change_with_a_wrong_current_value_counts_as_an_attempt()
    {
        CredentialVault vault = WithAdmin();

        for (int i = 0; i < 3; i++)
        {
            Assert.AreEqual(Attempt.Refused, vault.Change("admin", "wrong-value", "another-1"));
        }

        Assert.AreEqual(Attempt.Throttled, vault.Change("admin", "sesame-123", "another-1"));
    }

    [TestMethod]
    public void An_account_that_is_not_set_opens_to_nobody_until_it_is()
    {
        CredentialVault vault = Open();
        vault.AddUnset("admin", CredentialKind.Password);
        Assert.AreEqual(Attempt.Refused, vault.LogIn("admin", ""));
        Assert.IsFalse(vault.SetFirst("admin", "short"));
        Assert.IsTrue(vault.SetFirst("admin", "long-enough"));
        Assert.IsFalse(vault.SetFirst("admin", "a-second-time"));
        Assert.AreEqual(Attempt.Accepted, Open().LogIn("admin", "long-enough"));
    }

    [TestMethod]
    public void A_refused_log_in_is_logged_with_its_account_and_without_its_value()
    {
        CredentialVault vault = WithAdmin();
        Assert.IsTrue(vault.ProvokeRefusal("marker12", "secret12"));
        Assert.AreEqual(Answer.Yes, _log!.Contains("marker12"));
        Assert.AreEqual(Answer.No, _log.Contains("secret12"));
    }

    [TestMethod]
    public void Names_that_do_not_exist_cannot_flood_the_log()
    {
        CredentialVault vault = WithAdmin();

        for (int i = 0; i < 100; i++)
        {
            vault.LogIn("nobody" + i, "x");
        }

        Assert.AreEqual(3u, _log!.Count);
    }

    [TestMethod]
    public void Equal_factory_values_give_equal_tags_and_a_changed_one_none()
    {
        byte[] expected = Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes("sesame-123"), s_tagKey, 1000, HashAlgorithmName.SHA256, 32);
        CredentialVault vault = WithAdmin(s_tagKey);
        byte[] tag = new byte[32];
        Assert.IsTrue(Open().At(0).TryTag(s_tagKey, tag));
        Assert.AreSequenceEqual(expected, tag);
        vault.Change("admin", "sesame-123", "another-1");
        Assert.IsFalse(vault.At(0).TryTag(s_tagKey, tag));
    }

    [TestMethod]
    public void A_tag_under_another_batch_key_is_made_at_the_next_log_in()
    {
        CredentialVault vault = WithAdmin();
        byte[] tag = new byte[32];
        Assert.IsFalse(vault.At(0).TryTag(s_tagKey, tag));
        vault.LogIn("admin", "sesame-123");
        Assert.IsTrue(Open().At(0).TryTag(s_tagKey, tag));
    }

    [TestMethod]
    [DataRow(0, 0xFF, DisplayName = "longer name than the record has room for")]
    [DataRow(33, 9, DisplayName = "kind that there is not")]
    [DataRow(34, 9, DisplayName = "origin that there is not")]
    [DataRow(36, 0x7F, DisplayName = "two billion iterations")]
    [DataRow(44, 0xFF, DisplayName = "fewer than no refused attempts")]
    [DataRow(136, 0xFF, DisplayName = "longer probe value than the record has room for")]
    public void A_record_whose_figures_cannot_be_is_no_account(int at, int value)
    {
        WithAdmin();
        var slots = new SlotFile(_flash, "vault", 4096);
        byte[] payload = slots.Load();
        payload[1 + at] = (byte)value;
        slots.Save(payload, payload.Length);
        Assert.AreEqual(0, Open().Count);
    }

    private static void Refuse(CredentialVault vault, string name, int times)
    {
        for (int i = 0; i < times; i++)
        {
            Assert.AreEqual(Attempt.Refused, vault.LogIn(name, "wrong-value"));
        }
    }

    private CredentialVault Open()
    {
        _log ??= new EventLog(_flash, "log", _clock, 2, 32);
        return new CredentialVault(_flash, "vault", new CountingRandom(), _clock, _log, new VaultPolicy(1000, 3, 10));
    }

    private CredentialVault WithAdmin(byte[]? tagKey = null)
    {
        CredentialVault vault = Open();
        vault.AddFactory("admin", CredentialKind.Password, "sesame-123", CredentialOrigin.FactoryUnique, tagKey);
        return vault;
    }

}
