using NanoAgent.Attestation.Token;
using NanoAgent.Board;
using NanoAgent.Keeping;
using NanoAgent.Report;
using NanoAgent.Tests.Shared.Keeping;

namespace NanoAgent.Tests.Fuzz;

/// <summary>Flash that was damaged, or written by somebody: a store opens over it and works.</summary>
[TestClass]
public sealed class FlashFuzzTests
{
    private const int Rounds = 3_000;

    // Each takes two passwords' hashes.
    private const int HashedRounds = 150;

    [TestMethod]
    public void An_event_log_opens_over_any_file_and_goes_on() => OverEach("log.", flash =>
    {
        EventLog log = FlashImage.Log(flash);
        uint count = log.Count;
        log.ChainIntact();
        log.Log(SecurityEvent.LoginRefused, "after");
        Assert.AreEqual(count + 1, log.Count);
        EventLog again = FlashImage.Log(flash);
        Assert.AreEqual(log.Count, again.Count);
        CollectionAssert.AreEqual(log.Head(), again.Head());
    });

    [TestMethod]
    public void Settings_open_over_any_file_and_take_a_change() => OverEachSlot("set.", flash =>
    {
        SettingsStore settings = FlashImage.Settings(flash);
        settings.Get("port");
        settings.Digest();

        try
        {
            settings.Put("name", "hall");
        }
        catch (FlashException)
        {
            // A full table is an answer; so is a value that is there and stays.
            return;
        }

        Assert.AreEqual("hall", FlashImage.Settings(flash).Get("name"));
    });

    [TestMethod]
    public void An_outbox_opens_over_any_file_and_takes_an_observation() => OverEachSlot("outbox.", Exchange);

    [TestMethod]
    public void An_observation_that_was_changed_is_lost_and_never_sent() => OverEach("obs", flash =>
    {
        Exchange(flash);
        var outbox = new Outbox(flash, FlashImage.Capacity);
        Assert.IsLessThanOrEqualTo(FlashImage.Capacity, outbox.Count);
    });

    [TestMethod]
    public void A_vault_opens_over_any_file_and_answers_a_log_in() => OverEachSlot("vault.", flash =>
    {
        CredentialVault vault = FlashImage.Vault(flash);
        Assert.IsLessThanOrEqualTo(CredentialVault.MaxAccounts, vault.Count);
        Assert.IsTrue(Enum.IsDefined(vault.LogIn("admin", "wrong")));
        Assert.AreEqual(vault.Count, FlashImage.Vault(flash).Count);
        vault.Erase();
    }, HashedRounds);

    [TestMethod]
    public void A_key_store_opens_over_any_file_with_a_key_and_an_id() => OverEachSlot("key.", IsUnit, Rounds / 3, "ueid.", "boots.");

    private static void IsUnit(MemoryFlash flash)
    {
        var keys = new KeyStore(flash, new CountingRandom());
        keys.CountBoot();
        Assert.HasCount(KeyStore.UeidBytes, keys.Ueid());
        Assert.HasCount(32, keys.PrivateKey());
    }

    private static void Exchange(MemoryFlash flash)
    {
        var outbox = new Outbox(flash, FlashImage.Capacity);
        Assert.IsTrue(outbox.Count is >= 0 and <= FlashImage.Capacity, $"holds {outbox.Count}");

        for (uint number = outbox.Oldest; number < outbox.NextNumber; number++)
        {
            outbox.Open(number)?.WriteTo(new MemorySink(Profile.MaxObservationBytes));
        }

        uint next = outbox.NextNumber;
        outbox.Append(FlashImage.Observe(outbox));
        Assert.AreEqual(next + 1, outbox.NextNumber);
        Assert.AreEqual(outbox.NextNumber, new Outbox(flash, FlashImage.Capacity).NextNumber);
    }

    private static void OverEach(string prefix, Action<MemoryFlash> use)
    {
        foreach (Seed file in FlashImage.Files(prefix))
        {
            new Replay(file.Name, [file], "NAL1", "\0\0\0\0", "ZZ").Run(Rounds, bytes => use(FlashImage.With(file.Name, bytes)));
        }
    }

    /// <summary>Damaged files, and payloads that were changed under a right checksum.</summary>
    private static void OverEachSlot(string prefix, Action<MemoryFlash> use, int rounds = Rounds / 3, params string[] more)
    {
        foreach (Seed file in FlashImage.Files([prefix, .. more]))
        {
            new Replay(file.Name, [file], "NAS1", "\0\0\0\0").Run(rounds, bytes => use(FlashImage.With(file.Name, bytes)));
            var payload = new Seed(file.Name + "-sealed", FlashImage.PayloadOf(file.Bytes));
            new Replay(payload.Name, [payload], "\0\0\0\0", "\x7f").Run(rounds, bytes => use(FlashImage.With(file.Name, FlashImage.Seal(bytes))));
        }
    }
}
