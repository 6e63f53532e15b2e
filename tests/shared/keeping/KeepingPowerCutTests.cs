using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Tests.Shared.Keeping;

[TestClass]
public sealed class KeepingPowerCutTests
{
    private static readonly string[] s_defaults = ["port", "443"];
    private static readonly VaultPolicy s_policy = new(1000, 3, 900);

    [TestMethod]
    public void Settings_are_old_or_new_after_a_cut_at_any_write()
    {
        PowerCuts.Everywhere("settings", () =>
        {
            var flash = new MemoryFlash(65536);
            var store = new SettingsStore(flash, "set", new CountingRandom(), s_defaults);
            store.Put("a", "0");
            string kept = "0";
            string tried = "0";
            uint generation = store.Generation;

            void Act()
            {
                for (int i = 1; i <= 4; i++)
                {
                    // Opened anew each time, as after a reboot: which file is the newest one must be found in flash.
                    store = new SettingsStore(flash, "set", new CountingRandom(), s_defaults);
                    tried = new string((char)('0' + i), i * 40);
                    store.Put("a", tried);
                    kept = tried;
                    generation = store.Generation;
                }
            }

            return new Rehearsal(flash, Act, () => store = new SettingsStore(flash, "set", new CountingRandom(), s_defaults), () =>
            {
                string found = store.Get("a");
                Assert.IsTrue(found == kept || found == tried, $"neither old nor new: {found}");
                Assert.AreEqual("443", store.Get("port"));
                Assert.IsGreaterThanOrEqualTo(generation, store.Generation);
            });
        });
    }

    [TestMethod]
    public void The_logs_chain_is_whole_and_its_count_never_steps_back_after_a_cut_at_any_write()
    {
        PowerCuts.Everywhere("event log", () =>
        {
            var flash = new MemoryFlash(65536);
            EventLog Open() => new(flash, "log", new TestClock(), 2, 3);
            EventLog log = Open();
            log.Log(SecurityEvent.Erased, "before");
            uint acknowledged = 1;

            void Act()
            {
                for (int i = 0; i < 9; i++)
                {
                    log.Log(SecurityEvent.LoginRefused, "user" + i);
                    acknowledged++;
                }
            }

            return new Rehearsal(flash, Act, () => log = Open(), () =>
            {
                Assert.AreEqual(Answer.Yes, log.ChainIntact());
                Assert.IsGreaterThanOrEqualTo(acknowledged, log.Count);
                log.Log(SecurityEvent.LoginRefused, "after");
                Assert.AreEqual(Answer.Yes, log.Contains("after"));
                Assert.AreEqual(Answer.Yes, Open().ChainIntact());
            });
        });
    }

    [TestMethod]
    public void An_event_whose_logging_returned_is_still_there_after_a_cut_at_any_later_write()
    {
        PowerCuts.Everywhere("newest event", () =>
        {
            var flash = new MemoryFlash(65536);
            EventLog log = new(flash, "log", new TestClock(), 3, 4);
            string last = "";

            void Act()
            {
                for (int i = 0; i < 6; i++)
                {
                    log.Log(SecurityEvent.LoginRefused, "user" + i);
                    last = "user" + i;
                }
            }

            return new Rehearsal(flash, Act, () => log = new EventLog(flash, "log", new TestClock(), 3, 4), () =>
                Assert.AreEqual(Answer.Yes, last == "" ? Answer.Yes : log.Contains(last)));
        });
    }

    [TestMethod]
    public void A_credential_opens_with_the_old_or_the_new_value_after_a_cut_at_any_write()
    {
        PowerCuts.Everywhere("credential change", () =>
        {
            var flash = new MemoryFlash(65536);
            CredentialVault Open() => new(flash, "vault", new CountingRandom(), new TestClock(), null, s_policy);
            CredentialVault vault = Open();
            vault.AddFactory("admin", CredentialKind.Password, "value-0-0", CredentialOrigin.FactoryUnique, null);
            string kept = "value-0-0";
            string tried = kept;

            void Act()
            {
                for (int i = 1; i <= 2; i++)
                {
                    tried = "value-0-" + i;
                    vault.Change("admin", kept, tried);
                    kept = tried;
                }
            }

            return new Rehearsal(flash, Act, () => vault = Open(), () =>
            {
                bool old = vault.At(0).Guess(kept) == Attempt.Accepted;
                bool @new = vault.At(0).Guess(tried) == Attempt.Accepted;
                Assert.IsTrue(old || @new, "locked out by a power cut");
                Assert.IsTrue(kept == tried || old != @new, "both values open");
            });
        });
    }

    [TestMethod]
    public void A_lock_out_is_never_shortened_by_a_cut_at_any_write()
    {
        PowerCuts.Everywhere("lock-out", () =>
        {
            var flash = new MemoryFlash(65536);
            var clock = new TestClock();
            CredentialVault Open() => new(flash, "vault", new CountingRandom(), clock, null, s_policy);
            CredentialVault vault = Open();
            vault.AddFactory("admin", CredentialKind.Password, "value-0-0", CredentialOrigin.FactoryUnique, null);
            int answered = 0;

            void Act()
            {
                for (int i = 0; i < 5; i++)
                {
                    Assert.AreEqual(Attempt.Refused, vault.LogIn("admin", "wrong-one"));
                    answered = vault.LockoutSeconds("admin");
                    clock.UptimeMs += answered * 1000L;
                }
            }

            return new Rehearsal(flash, Act, () => vault = Open(), () =>
                Assert.IsGreaterThanOrEqualTo(answered, vault.LockoutSeconds("admin")));
        });
    }

    [TestMethod]
    public void The_running_slot_starts_after_a_cut_at_any_write_of_an_update()
    {
        PowerCuts.Everywhere("update", () =>
        {
            var flash = new MemoryFlash(65536);
            UpdateGate Open() => Updates.Gate(flash);
            UpdateGate gate = Open();
            Updates.Install(gate, Updates.Image(1, "one"));
            Updates.Install(gate, Updates.Image(2, "two"));
            byte[] two = Sha256.Hash(Encoding.ASCII.GetBytes("two"));
            byte[] three = Sha256.Hash(Encoding.ASCII.GetBytes(new string((char)51, 400)));
            bool acknowledged = false;

            void Act() => acknowledged = Updates.Install(gate, Updates.Image(3, new string((char)51, 400))) == UpdateVerdict.Accepted;

            return new Rehearsal(flash, Act, () => gate = Open(), () =>
            {
                byte[] running = gate.RunningDigest();
                Assert.AreEqual(gate.RunningSlot, gate.StartableSlot());
                Assert.IsTrue(Bytes.Equal(running, three) || (!acknowledged && Bytes.Equal(running, two)));
                Assert.AreEqual(Bytes.Equal(running, three) ? 3u : 2u, gate.RunningVersion);
            });
        });
    }

    [TestMethod]
    public void An_erasure_that_began_is_finished_after_a_cut_at_any_write()
    {
        PowerCuts.Everywhere("erasure", () =>
        {
            var stores = new Stores();
            stores.Fill();
            byte[] key = stores.Keys.PrivateKey();
            bool returned = false;

            void Act() => returned = stores.EraseOrThrow();

            return new Rehearsal(stores.Flash, Act, stores.Restart, () =>
            {
                bool canary = stores.AnyHolds(Encoding.ASCII.GetBytes("canary7"));
                bool erased = !canary && !stores.Keys.RawContains(key) && stores.Eraser.DefaultsRestored == Answer.Yes;
                Assert.IsFalse(stores.Eraser.IsInterrupted);
                Assert.IsTrue(erased || (!returned && stores.AllHold("canary7", key)), "half erased");
            });
        });
    }

    [TestMethod]
    public void The_identity_stays_and_the_boot_counter_never_steps_back_after_a_cut_at_any_write()
    {
        PowerCuts.Everywhere("key store", () =>
        {
            var flash = new MemoryFlash(65536);
            var random = new CountingRandom();
            KeyStore keys = new(flash, random);
            byte[]? ueid = null;
            byte[]? key = null;
            uint boots = 0;

            void Act()
            {
                ueid = keys.Ueid();
                key = keys.PrivateKey();

                for (int i = 0; i < 3; i++)
                {
                    boots = keys.CountBoot();
                }
            }

            return new Rehearsal(flash, Act, () => keys = new KeyStore(flash, random), () =>
            {
                Assert.IsTrue(ueid == null || Bytes.Equal(ueid, keys.Ueid()), "another UEID");
                Assert.IsTrue(key == null || Bytes.Equal(key, keys.PrivateKey()), "another key");
                Assert.IsGreaterThanOrEqualTo(boots, keys.BootCount);
            });
        });
    }
}
