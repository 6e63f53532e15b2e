using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Boards.Espressif;
using NanoAgent.Keeping;
using NanoAgent.Report;
using NanoAgent.Tests.Espressif.Fake;

namespace NanoAgent.Tests.Espressif;

/// <summary>The whole cycle of the adapters, and what can fail around it: the agent goes on, and nothing is lost that was queued.</summary>
[TestClass]
public sealed class CycleTests
{
    [TestMethod]
    public void A_unit_connects_sets_its_clock_and_reports()
    {
        Chip chip = Started();
        Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step());
        Assert.AreSequenceEqual([1u], chip.Numbers);
        Assert.IsTrue(chip.Collector.Reports[0].IsLive);
        Assert.AreEqual(0, World.OpenResponses);
    }

    [TestMethod]
    public void Many_cycles_use_one_client_and_write_the_network_once()
    {
        Chip chip = Started();
        Repeat(5, chip);
        Assert.AreSequenceEqual([1u, 2u, 3u, 4u, 5u], chip.Numbers);
        Assert.AreEqual(2, World.Clients, "one for the reports, one for the day's page");
        Assert.AreEqual(1, World.WifiSaves);
    }

    [TestMethod]
    [DataRow(true, 1, "tagged")]
    [DataRow(false, 0, "declared")]
    public void A_factory_password_is_tagged_where_the_unit_file_has_the_batchs_key(bool hasKey, int tagMessages, string reason)
    {
        var chip = new Chip();
        byte[] key = [.. Enumerable.Repeat((byte)7, 16)];

        if (hasKey)
        {
            (chip.Configuration.TagBatch, chip.Configuration.TagKey) = ("2026-11", key);
        }

        Assert.IsTrue(chip.Boot());
        EspressifBoard board = chip.Firmware.Board;
        var vault = new CredentialVault(board.Flash, "vault", board.Random, board.Clock, null, new VaultPolicy(VaultPolicy.MinIterations, 5, 3600));
        vault.AddFactory("admin", CredentialKind.Password, "on-the-label", CredentialOrigin.FactoryUnique, key);
        board.Credentials = new PlatformCredentials(vault);
        Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step());
        Assert.AreEqual(tagMessages, chip.Collector.Tags);
        string claims = Encoding.ASCII.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(chip.Collector.Bodies[0].Split('.')[1]));
        Assert.AreEqual(reason, JsonDocument.Parse(claims).RootElement.GetProperty("na_findings").GetProperty(CheckIds.CredentialsUnique).GetProperty("reason").GetString());
    }

    [TestMethod]
    public void Wifi_that_drops_loses_nothing() => Survives(() => (World.IsConnected, World.WifiAnswers) = (false, false), () => World.WifiAnswers = true);

    [TestMethod]
    public void A_network_that_is_away_is_not_written_to_flash_again()
    {
        Chip chip = Started();
        (World.IsConnected, World.WifiAnswers) = (false, false);
        Repeat(3, chip);
        Assert.AreEqual(1, World.WifiSaves);
    }

    [TestMethod]
    public void A_name_service_that_fails_loses_nothing() => Survives(() => World.DnsAnswers = false, () => World.DnsAnswers = true);

    [TestMethod]
    public void A_server_that_is_down_loses_nothing() => Survives(() => World.ServerIsUp = false, () => World.ServerIsUp = true);

    [TestMethod]
    public void A_server_with_another_certificate_gets_nothing() => Survives(() => World.ServerAnchor = [9], () => World.ServerAnchor = [1, 2, 3]);

    [TestMethod]
    public void A_busy_collector_loses_nothing() => Survives(() => World.Status = 503, () => World.Status = 0);

    [TestMethod]
    public void Native_memory_that_is_short_loses_nothing_and_opens_no_connection()
    {
        int before = 0;
        Survives(
            () =>
            {
                before = World.Connections;
                World.NativeBlock = 16_000;
            },
            () =>
            {
                Assert.AreEqual(before, World.Connections);
                World.NativeBlock = 58_000;
            });
    }

    [TestMethod]
    public void Time_that_never_comes_is_said_and_stops_nothing()
    {
        var chip = new Chip();
        World.SntpAnswers = false;
        Assert.IsTrue(chip.Boot());
        Assert.AreEqual(DeliveryOutcome.Unreachable, chip.Step());
        Assert.AreEqual(1, chip.Firmware.Outbox.Count);
        World.SntpAnswers = true;
        Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step());
        Assert.AreSequenceEqual([1u, 2u], chip.Numbers);
        Assert.AreSequenceEqual([false, true], chip.Collector.Reports.Select(r => r.IsLive));
    }

    [TestMethod]
    public void Flash_that_is_full_ends_no_loop_and_keeps_what_was_queued()
    {
        Chip chip = Started();
        World.ServerIsUp = false;
        Repeat(2, chip);
        int queued = chip.Firmware.Outbox.Count;
        World.FlashBytes = World.Files.Sum(f => f.Value.Length);
        Assert.AreEqual(DeliveryOutcome.Unknown, chip.Step());
        Assert.AreEqual(queued, chip.Firmware.Outbox.Count);
        (World.FlashBytes, World.ServerIsUp) = (256 * 1024, true);
        Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step());
        Assert.AreSequenceEqual([1u, 2u, 3u], chip.Numbers);
    }

    [TestMethod]
    public void What_waits_survives_a_reboot_and_keeps_its_key()
    {
        Chip chip = Started();
        string key = chip.Firmware.Board.Signer.KeyId;
        World.ServerIsUp = false;
        chip.Step();
        World.ServerIsUp = true;
        Assert.IsTrue(chip.Boot());
        Assert.AreEqual(key, chip.Firmware.Board.Signer.KeyId);
        Assert.AreEqual(2u, chip.Firmware.Board.BootCount);
        Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step());
        Assert.AreSequenceEqual([1u, 2u], chip.Numbers);
    }

    [TestMethod]
    public void No_key_is_made_before_the_radio_is_on()
    {
        var chip = new Chip();
        World.WifiAnswers = false;
        Assert.IsFalse(chip.Boot());
        Assert.DoesNotContain("I:\\nanoagent\\key.a", World.Files.Keys);
        World.WifiAnswers = true;
        Assert.IsTrue(chip.Boot());
        World.WifiAnswers = false;
        Assert.IsTrue(chip.Boot());
    }

    [TestMethod]
    public void A_unit_that_is_not_known_enrols_with_its_token_and_delivers_what_waits()
    {
        var chip = new Chip();
        chip.Configuration.EnrolmentToken = "one-time";
        Assert.IsTrue(chip.Boot());
        chip.Collector.Refuse = "unknown-unit";
        Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step());
        Assert.AreSequenceEqual([1u], chip.Numbers);
        Assert.Contains("enrolled", World.Console);
    }

    /// <summary>A cycle under trouble, and one after it: both observations arrive, each once and in order.</summary>
    private static void Survives(Action trouble, Action relief)
    {
        Chip chip = Started();
        Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step());
        trouble();
        Assert.AreEqual(DeliveryOutcome.Unreachable, chip.Step());
        Assert.AreEqual(1, chip.Firmware.Outbox.Count);
        relief();
        Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step());
        Assert.AreSequenceEqual([1u, 2u, 3u], chip.Numbers);
        Assert.AreEqual(0, chip.Collector.Replays);
    }

    private static Chip Started()
    {
        var chip = new Chip();
        Assert.IsTrue(chip.Boot());
        return chip;
    }

    private static void Repeat(int times, Chip chip)
    {
        for (int i = 0; i < times; i++)
        {
            chip.Step();
        }
    }
}
