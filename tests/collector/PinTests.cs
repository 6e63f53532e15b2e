using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Tests.Collector;

/// <summary>The CA that devices pin, over https, before and after it is replaced, and at another address.</summary>
[TestClass]
public sealed class PinTests
{
    private static readonly Uri _anyPort = new("https://127.0.0.1:0");

    [TestMethod]
    public async Task Units_that_pin_the_old_CA_and_units_that_pin_the_new_one_are_both_served()
    {
        (string old, string now) = await ReplaceAsync(KeyStatus.Retired, async (scene, before) =>
        {
            Assert.IsTrue(await PinnedClient.IsReachedAsync(before, scene.Host.Url));
            Assert.IsTrue(await PinnedClient.IsReachedAsync(scene.Host.CaPem, scene.Host.Url));
        });

        Assert.AreNotEqual(old, now);
    }

    [TestMethod]
    public Task A_leaked_CA_vouches_for_nothing_any_more() => ReplaceAsync(KeyStatus.Leaked, async (scene, before) =>
    {
        Assert.IsFalse(await PinnedClient.IsReachedAsync(before, scene.Host.Url));
        Assert.IsTrue(await PinnedClient.IsReachedAsync(scene.Host.CaPem, scene.Host.Url));
    });

    [TestMethod]
    public Task The_pins_are_announced_in_a_signed_answer_until_the_overlap_ends() => ReplaceAsync(KeyStatus.Retired, async (scene, before) =>
    {
        using HttpClient http = PinnedClient.Open(scene.Host.CaPem, scene.Host.Url);
        CompactJws.TryRead(await http.GetStringAsync(new Uri("/v1/pins", UriKind.Relative)), 16384, out CompactJws? jws);
        using var signatures = new Es256Verifier();

        Assert.IsTrue(signatures.Verify(jws!, "nanoagent-pins+jwt", scene.Services.Keys.Active(KeyPurpose.Log).Public));
        JsonElement pins = JsonDocument.Parse(jws!.Payload).RootElement.GetProperty("pins");
        CollectionAssert.AreEqual(new[] { Der(scene.Host.CaPem), Der(before) }, pins.EnumerateArray().Select(pin => pin.GetString()).ToArray());

        var later = Authority.Open(Path.Combine(scene.Folder, "tls"), DateTimeOffset.UtcNow + KeyDesk.PinOverlap);
        Assert.IsNull(later.Before);
    });

    [TestMethod]
    public async Task A_fleet_moves_to_another_address_with_its_pin_and_its_nonces()
    {
        using var moved = new TemporaryFolder();
        await using Scene scene = await Scene.OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        byte[] token = unit.Token(await scene.NonceAsync(unit));
        await scene.Host.StopAsync();
        BackupFolder.Write(scene.Services, moved.At("data"));

        await using Scene there = await Scene.OpenAsync(moved.At("data"), scene.Clock, with: options => options with { Url = _anyPort, Names = ["collector.example"] });
        Assert.AreEqual(scene.Host.CaPem, there.Host.CaPem);
        using HttpClient http = PinnedClient.Open(there.Host.CaPem, there.Host.Url);
        Assert.AreEqual(200, (int)(await Scene.PostAsync(http, token)).StatusCode);
    }

    [TestMethod]
    public async Task The_certificate_is_good_for_every_name_that_was_given()
    {
        await using Scene scene = await Scene.OpenAsync(with: options => options with { Url = _anyPort, Names = ["collector.example", "192.0.2.7"] });
        using var server = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(Path.Combine(scene.Folder, "tls", "server.pem")));

        Assert.IsTrue(server.MatchesHostname("collector.example"));
        Assert.IsTrue(server.MatchesHostname("192.0.2.7"));
        Assert.IsTrue(server.MatchesHostname("127.0.0.1"));
        Assert.IsFalse(server.MatchesHostname("elsewhere.example"));
    }

    [TestMethod]
    public void A_certificate_that_was_made_by_a_clock_which_ran_ahead_is_made_anew()
    {
        using var home = new TemporaryFolder();
        var clock = new SetClock();
        ServerCertificate.Open(home.Path, ["127.0.0.1"], clock);
        clock.Move(TimeSpan.FromDays(390));
        ServerCertificate.Open(home.Path, ["127.0.0.1"], clock);
        clock.Move(TimeSpan.FromDays(-380));

        Assert.IsLessThanOrEqualTo(clock.GetUtcNow().UtcDateTime, ServerCertificate.Open(home.Path, ["127.0.0.1"], clock).Server.NotBefore.ToUniversalTime());
    }

    [TestMethod]
    public void A_clock_that_is_before_the_CA_is_told()
    {
        using var home = new TemporaryFolder();
        var clock = new SetClock();
        ServerCertificate.Open(home.Path, ["127.0.0.1"], clock);
        clock.Move(TimeSpan.FromDays(-2));

        StringAssert.Contains(Assert.ThrowsExactly<StoreRefusedException>(() => ServerCertificate.Open(home.Path, ["127.0.0.1"], clock)).Message, "set the clock");
    }

    // Serves, replaces the CA as the command does, and serves again.
    private static async Task<(string Old, string Now)> ReplaceAsync(KeyStatus end, Func<Scene, string, Task> look)
    {
        using var home = new TemporaryFolder();
        string old;

        await using (Scene scene = await Scene.OpenAsync(home.Path, with: options => options with { Url = _anyPort }))
        {
            old = scene.Host.CaPem;
            scene.Services.KeyDesk.RotateAuthority(end, "Ada", "test");
        }

        await using Scene again = await Scene.OpenAsync(home.Path, with: options => options with { Url = _anyPort });
        await look(again, old);
        return (old, again.Host.CaPem);
    }

    private static string Der(string pem) => Attestation.Crypto.Base64Url.Encode(X509Certificate2.CreateFromPem(pem).RawData);
}
