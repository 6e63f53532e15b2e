using System.Net;
using System.Net.Sockets;
using System.Text;
using NanoAgent.Bench;
using NanoAgent.Evidence;

namespace NanoAgent.Tests.Cli.Bench;

[TestClass]
public sealed class BenchLibraryTests
{
    private const string Marker = "benchmark5b1f93a";

    private static readonly BenchTarget Nobody = new() { Uri = new Uri("https://127.0.0.1:9"), Password = "x" };

    [TestMethod]
    [DataRow("benchmark5b1f93a", "", TestOutcome.Pass)]
    [DataRow("benchmark5b1f93a", "…benchmark5b1f93a…", TestOutcome.Fail)]
    [DataRow("benchmark5b1f93a", "62656e63686d61726b35623166393361", TestOutcome.Fail)]
    [DataRow("benchmark5b1f93a", "YmVuY2htYXJrNWIxZjkzYWJj", TestOutcome.Fail)]
    [DataRow("", "", TestOutcome.Inconclusive)]
    public async Task What_is_left_in_the_flash_is_found_in_every_spelling(string before, string after, TestOutcome outcome) =>
        Assert.AreEqual(outcome, (await Erasure(Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after))).Outcome);

    [TestMethod]
    public async Task What_is_left_as_wide_characters_is_found_too() =>
        Assert.AreEqual(TestOutcome.Fail, (await Erasure(Encoding.UTF8.GetBytes(Marker), Encoding.Unicode.GetBytes(Marker))).Outcome);

    [TestMethod]
    public async Task A_run_stops_by_itself_when_its_requests_are_used_up()
    {
        BenchResult result = (await Run(Nobody with { Ports = [1, 2, 3] }, new PortScanTest(), new BenchOptions { Gap = TimeSpan.Zero, Requests = 2 })).Single();
        Assert.AreEqual(TestOutcome.Inconclusive, result.Outcome);
        StringAssert.Contains(result.Summary, "stopped by itself");
    }

    [TestMethod]
    public async Task A_run_stops_by_itself_when_its_time_is_over()
    {
        var clock = new SteppingClock(TimeSpan.FromMinutes(1));
        BenchResult result = (await Run(Nobody with { Ports = [1, 2, 3, 4, 5, 6, 7, 8] }, new PortScanTest(), new BenchOptions { Gap = TimeSpan.Zero, Clock = clock, Most = TimeSpan.FromMinutes(3) })).Single();
        StringAssert.Contains(result.Summary, "minutes are over");
    }

    [TestMethod]
    public async Task Requests_are_paced()
    {
        var clock = new SteppingClock(TimeSpan.Zero);
        var pace = new Pace(clock, TimeSpan.FromMilliseconds(100), 10, TimeSpan.FromHours(1));
        await pace.WaitAsync(CancellationToken.None);
        await pace.WaitAsync(CancellationToken.None);
        await pace.WaitAsync(CancellationToken.None);
        Assert.AreEqual(TimeSpan.FromMilliseconds(200), clock.Waited);
    }

    [TestMethod]
    public async Task Nobody_there_is_inconclusive_and_never_a_pass()
    {
        foreach (BenchResult result in await BenchRun.RunAsync(Nobody, BenchRun.All, new BenchOptions { Gap = TimeSpan.Zero }, null, CancellationToken.None))
        {
            Assert.AreEqual(TestOutcome.Inconclusive, result.Outcome, result.Test.Id);
        }
    }

    // A ServerHello as RFC 2246 §7.4.1.3 begins: record, length, message, length, version. The last one is TLS 1.2, chosen in spite of the offer.
    [TestMethod]
    [DataRow(new byte[] { 22, 3, 1, 0, 6, 2, 0, 0, 2, 3, 1 }, TestOutcome.Fail)]
    [DataRow(new byte[] { 21, 3, 1, 0, 2, 2, 70 }, TestOutcome.Inconclusive)]
    [DataRow(new byte[] { }, TestOutcome.Inconclusive)]
    [DataRow(new byte[] { 22, 3, 3, 0, 6, 2, 0, 0, 2, 3, 3 }, TestOutcome.Inconclusive)]
    public async Task A_server_that_goes_on_with_an_old_version_of_tls_fails(byte[] answer, TestOutcome outcome)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        Task server = AnswerAll(listener, answer, stop.Token);
        var target = new BenchTarget { Uri = new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}") };
        BenchResult result = (await Run(target, new TransportTest(), new BenchOptions { Gap = TimeSpan.Zero })).Single();
        await stop.CancelAsync();
        await server;
        Assert.AreEqual(outcome, result.Outcome, result.Summary);
    }

    private static async Task AnswerAll(TcpListener listener, byte[] answer, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using TcpClient client = await listener.AcceptTcpClientAsync(stop);
                byte[] hello = new byte[5];
                await client.GetStream().ReadExactlyAsync(hello, stop);
                await client.GetStream().ReadExactlyAsync(new byte[(hello[3] << 8) | hello[4]], stop);
                await client.GetStream().WriteAsync(answer, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private static async Task<BenchResult> Erasure(byte[] before, byte[] after) =>
        (await Run(Nobody with { Erasure = new ErasureReading(Marker, before, after) }, new ErasureTest(), new BenchOptions())).Single();

    private static Task<IReadOnlyList<BenchResult>> Run(BenchTarget target, BenchTest test, BenchOptions options) =>
        BenchRun.RunAsync(target, [test], options, null, CancellationToken.None);

    /// <summary>A clock that moves when it is read, and by what is waited for.</summary>
    private sealed class SteppingClock(TimeSpan step) : TimeProvider
    {
        private long _now;

        public TimeSpan Waited { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now += step.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waited += dueTime;
            _now += dueTime.Ticks;
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
