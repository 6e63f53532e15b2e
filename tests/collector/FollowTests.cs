using System.Security.Cryptography.X509Certificates;
using NanoAgent.Boards.Virtual;
using NanoAgent.Collector;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Storage;
using NanoAgent.Following;
using NanoAgent.Report;

namespace NanoAgent.Tests.Collector;

/// <summary>A virtual unit that reads what its collector announces: another pin, another address; and what it does not believe.</summary>
[TestClass]
public sealed class FollowTests
{
    [TestMethod]
    public Task A_unit_takes_the_new_pin_and_is_served_once_the_old_one_is_good_for_nothing() => FollowAsync(
        folder => Rotate(folder, keys => keys.RotateAuthority(KeyStatus.Retired, "Ada", "yearly")),
        async (scene, unit) =>
        {
            Assert.AreEqual(AnnouncementOutcome.Taken, unit.FollowCollector());
            Assert.AreEqual(scene.Host.CaPem.Trim(), unit.Collector!.Anchor.ExportCertificatePem());
            File.Delete(Path.Combine(scene.Folder, "tls", "ca-between.pem"));
            await using Scene later = await ServeAgainAsync(scene);
            Assert.AreEqual(DeliveryOutcome.Delivered, unit.RunCycle(), unit.LastRefusal);
            Assert.AreEqual(AnnouncementOutcome.Unchanged, unit.FollowCollector());
        });

    [TestMethod]
    public Task A_unit_that_loses_power_while_it_takes_a_pin_keeps_one_that_works() => FollowAsync(
        folder => Rotate(folder, keys => keys.RotateAuthority(KeyStatus.Retired, "Ada", "yearly")),
        (scene, unit) =>
        {
            int cuts = 0;

            while (IsCut(unit, cuts + 1))
            {
                cuts++;
                unit.Boot();
                Assert.AreEqual(DeliveryOutcome.Delivered, unit.RunCycle(), unit.LastRefusal);
            }

            Assert.IsGreaterThan(1, cuts);
            Assert.AreEqual(scene.Host.CaPem.Trim(), unit.Collector!.Anchor.ExportCertificatePem());
            return Task.CompletedTask;
        });

    [TestMethod]
    public Task A_pin_that_a_log_key_signed_which_the_known_one_introduced_is_taken() => FollowAsync(
        folder => Rotate(folder, keys =>
        {
            keys.Rotate(KeyPurpose.Log, KeyStatus.Retired, "Ada", "yearly");
            keys.Rotate(KeyPurpose.Log, KeyStatus.Retired, "Ada", "and again");
            keys.RotateAuthority(KeyStatus.Retired, "Ada", "yearly");
        }),
        (_, unit) => Expect(AnnouncementOutcome.Taken, unit));

    [TestMethod]
    public Task A_pin_is_refused_when_the_log_key_that_the_unit_knows_has_leaked() => FollowAsync(
        folder => Rotate(folder, keys =>
        {
            keys.Rotate(KeyPurpose.Log, KeyStatus.Leaked, "Ada", "stolen");
            keys.RotateAuthority(KeyStatus.Retired, "Ada", "yearly");
        }),
        (_, unit) => Expect(AnnouncementOutcome.Refused, unit));

    [TestMethod]
    public Task A_pin_is_refused_from_whoever_has_the_servers_certificate_and_not_the_logs_key() => FollowAsync(
        folder =>
        {
            Rotate(folder, keys => keys.RotateAuthority(KeyStatus.Retired, "Mallory", "impostor"));
            Directory.EnumerateFiles(Path.Combine(folder, "keys"), "log-*").ToList().ForEach(File.Delete);
            new CollectorServices(new CollectorOptions { DataFolder = folder, AdoptsKeys = new KeyAdoption("Mallory", "impostor") }).Dispose();
        },
        (_, unit) => Expect(AnnouncementOutcome.Refused, unit));

    [TestMethod]
    public Task An_announcement_older_than_one_that_was_read_is_refused() => FollowAsync(
        folder => Rotate(folder, keys => keys.RotateAuthority(KeyStatus.Retired, "Ada", "yearly")),
        (scene, unit) =>
        {
            scene.Clock.Move(TimeSpan.FromHours(-1));
            return Expect(AnnouncementOutcome.Refused, unit);
        });

    [TestMethod]
    public async Task A_unit_goes_to_the_address_that_was_announced_and_stays_there_after_a_boot()
    {
        using var moved = new TemporaryFolder();
        Scene? there = null;
        await FollowAsync(
            folder =>
            {
                using var collector = new CollectorServices(new CollectorOptions { DataFolder = folder });
                BackupFolder.Write(collector, moved.At("data"));
            },
            async (scene, unit) =>
            {
                Assert.AreEqual(AnnouncementOutcome.Taken, unit.FollowCollector());
                unit.Reboot();
                Assert.AreEqual(DeliveryOutcome.Delivered, unit.RunCycle(), unit.LastRefusal);
                Assert.AreEqual(2, there!.Services.Units().Single().Standing.Reports);
                Assert.AreEqual(1, scene.Services.Units().Single().Standing.Reports);
            },
            async clock => (there = await Scene.OpenAsync(moved.At("data"), clock, Https)).Host.Url);
        await there!.DisposeAsync();
    }

    [TestMethod]
    public async Task An_address_where_nobody_answers_is_not_followed() => await FollowAsync(
        _ => { },
        async (_, unit) =>
        {
            await Expect(AnnouncementOutcome.Refused, unit);
            Assert.AreEqual(DeliveryOutcome.Delivered, unit.RunCycle(), unit.LastRefusal);
        },
        _ => Task.FromResult(new Uri("https://127.0.0.1:1")));

    private static CollectorOptions Https(CollectorOptions options) => options with { Url = new Uri("https://127.0.0.1:0") };

    // A unit that reported once and read its collector's announcement; then something changes while the collector stands still.
    private static async Task FollowAsync(Action<string> change, Func<Scene, VirtualUnit, Task> look, Func<SetClock, Task<Uri>>? announce = null)
    {
        using var home = new TemporaryFolder();
        string folder = home.At("data");
        VirtualUnit unit;
        Uri url;
        var clock = new SetClock();

        await using (Scene first = await Scene.OpenAsync(folder, clock, options => options with { Url = new Uri($"https://127.0.0.1:{OwnPort.Find()}") }))
        {
            url = first.Host.Url;
            unit = VirtualUnit.Start(Persona.Of("compliant"), new VirtualBoardOptions
            {
                Folder = home.At("flash"),
                Collector = new CollectorLocation(url, X509Certificate2.CreateFromPem(first.Host.CaPem)),
                HashIterations = 10,
            });
            Assert.AreEqual(DeliveryOutcome.Delivered, unit.Enrol(first.EnrolmentToken(unit.Board.Identity.Model)), unit.LastRefusal);
            Assert.AreEqual(DeliveryOutcome.Delivered, unit.RunCycle(), unit.LastRefusal);
        }

        change(folder);
        clock.Move(TimeSpan.FromMinutes(1));
        Uri? announced = announce is null ? null : await announce(clock);
        await using Scene scene = await Scene.OpenAsync(folder, clock, options => options with { Url = url, Announced = announced });
        await look(scene, unit);
        unit.Dispose();
    }

    private static async Task<Scene> ServeAgainAsync(Scene scene)
    {
        Uri url = scene.Host.Url;
        await scene.Host.StopAsync();
        return await Scene.OpenAsync(scene.Folder, scene.Clock, options => options with { Url = url });
    }

    private static void Rotate(string folder, Action<KeyDesk> rotate)
    {
        using var collector = new CollectorServices(new CollectorOptions { DataFolder = folder });
        rotate(collector.KeyDesk);
    }

    // Follows, with the power cut at a flash operation from here on; false when it came to its end before.
    private static bool IsCut(VirtualUnit unit, int operation)
    {
        unit.Board.Medium.Faults.CutAtOperation = unit.Board.Medium.Operations + operation;

        try
        {
            unit.FollowCollector();
            unit.Board.Medium.Faults.CutAtOperation = 0;
            return false;
        }
        catch (PowerLostException)
        {
            return true;
        }
    }

    private static Task Expect(AnnouncementOutcome outcome, VirtualUnit unit)
    {
        Assert.AreEqual(outcome, unit.FollowCollector());
        return Task.CompletedTask;
    }
}
