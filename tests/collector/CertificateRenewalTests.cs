using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using NanoAgent.Collector.Keys;

namespace NanoAgent.Tests.Collector;

/// <summary>A collector that is not started for longer than its certificate lives.</summary>
[TestClass]
public sealed class CertificateRenewalTests
{
    // Longer than a server's certificate and an overlap of pins.
    private const int MoreThanAYear = 401;

    // The clock begins in the past, so that clients may go by the real one.
    private readonly HourClock _clock = new(DateTimeOffset.UtcNow - TimeSpan.FromDays(MoreThanAYear));

    [TestMethod]
    public async Task It_is_made_anew_while_the_collector_runs_and_units_find_it_by_the_pin_that_they_have()
    {
        await using Scene scene = await OpenAsync();
        string pin = scene.Host.CaPem;
        Assert.IsFalse(await PinnedClient.IsReachedAsync(pin, scene.Host.Url), "for today's clients it has expired");

        _clock.Pass(TimeSpan.FromDays(MoreThanAYear));

        Assert.IsTrue(await PinnedClient.IsReachedAsync(pin, scene.Host.Url));
        Assert.AreEqual(pin, scene.Host.CaPem);
    }

    [TestMethod]
    public async Task It_is_shown_until_thirty_days_before_its_end_and_a_connection_that_is_open_is_left_alone()
    {
        await using Scene scene = await OpenAsync();
        (string first, _) = await ShownAsync(scene);
        _clock.Pass(TimeSpan.FromDays(396 - 30));
        Assert.AreEqual(first, (await ShownAsync(scene)).Server);
        using var open = await ConnectAsync(scene);

        _clock.Pass(TimeSpan.FromDays(2));

        Assert.AreNotEqual(first, (await ShownAsync(scene)).Server);
        await open.WriteAsync("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"u8.ToArray());
        Assert.IsGreaterThan(0, await open.ReadAsync(new byte[256]));
    }

    [TestMethod]
    public async Task What_is_shown_beside_it_stays_until_the_overlap_of_pins_ends()
    {
        using var home = new TemporaryFolder();

        await using (Scene before = await OpenAsync(home.Path))
        {
            _clock.Pass(TimeSpan.FromDays(1));
            before.Services.KeyDesk.RotateAuthority(KeyStatus.Retired, "Ada", "yearly");
        }

        await using Scene scene = await OpenAsync(home.Path);
        (string first, string[] beside) = await ShownAsync(scene);
        _clock.Pass(TimeSpan.FromDays(380));
        (string second, string[] besideSecond) = await ShownAsync(scene);

        Assert.HasCount(1, beside);
        Assert.AreNotEqual(first, second);
        CollectionAssert.AreEqual(beside, besideSecond);

        _clock.Pass(KeyDesk.PinOverlap);
        Assert.IsEmpty((await ShownAsync(scene)).Beside);
    }

    [TestMethod]
    public async Task A_proxy_finds_the_new_one_in_the_folder()
    {
        await using Scene scene = await OpenAsync(url: "http://127.0.0.1:0");
        _clock.Pass(TimeSpan.FromDays(MoreThanAYear));

        using var server = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(Path.Combine(scene.Folder, "tls", "server-chain.pem")));
        Assert.IsGreaterThan(DateTime.UtcNow, server.NotAfter.ToUniversalTime());
    }

    [TestMethod]
    public async Task Where_it_cannot_be_made_the_present_one_is_shown_the_events_say_so_and_the_next_hour_tries_again()
    {
        var events = new CaughtEvents();
        await using Scene scene = await OpenAsync(events: events);
        (string first, _) = await ShownAsync(scene);
        string key = Path.Combine(scene.Folder, "tls", "ca.key");
        File.Move(key, key + ".away");
        await File.WriteAllTextAsync(key, "no key");
        _clock.Pass(TimeSpan.FromDays(380));

        Assert.AreEqual(first, (await ShownAsync(scene)).Server);
        Assert.IsTrue(events.Lines.Any(line => line.Contains("could not be made anew", StringComparison.Ordinal) && line.Contains(key, StringComparison.Ordinal)));

        File.Move(key + ".away", key, overwrite: true);
        _clock.Pass(TimeSpan.FromHours(1));
        Assert.AreNotEqual(first, (await ShownAsync(scene)).Server);
    }

    private Task<Scene> OpenAsync(string? folder = null, string url = "https://127.0.0.1:0", CaughtEvents? events = null) => Scene.OpenAsync(folder, with: options => options with
    {
        Clock = _clock,
        Url = new Uri(url),
        Events = events is null ? null : logging => logging.AddProvider(events),
    });

    private static async Task<(string Server, string[] Beside)> ShownAsync(Scene scene)
    {
        string server = "";
        string[] beside = [];
        using var tls = await ConnectAsync(scene, (shown, chain) =>
        {
            server = shown.Thumbprint;
            beside = [.. chain.ChainPolicy.ExtraStore.Select(other => other.Thumbprint).Where(other => other != server)];
        });
        return (server, beside);
    }

    private static async Task<SslStream> ConnectAsync(Scene scene, Action<X509Certificate2, X509Chain>? look = null)
    {
        var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(scene.Host.Url.Host, scene.Host.Url.Port);
        var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "127.0.0.1",
            RemoteCertificateValidationCallback = (_, shown, chain, _) =>
            {
                look?.Invoke((X509Certificate2)shown!, chain!);
                return true;
            },
        });
        return tls;
    }

    /// <summary>A clock that is set, and whose timers ring as it passes hours.</summary>
    private sealed class HourClock(DateTimeOffset now) : TimeProvider
    {
        private readonly List<Action> _timers = [];
        private DateTimeOffset _now = now;

        public override DateTimeOffset GetUtcNow() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _timers.Add(() => callback(state));
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Pass(TimeSpan time)
        {
            _now += time;
            _timers.ForEach(ring => ring());
        }
    }
}
