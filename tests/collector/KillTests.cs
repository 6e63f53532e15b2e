using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tests.Collector;

/// <summary>The collector as a process of its own, killed without warning while units report.</summary>
public abstract class KillTests(TestStore store) : StoreTest(store)
{
    private const int Units = 8;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    [TestMethod]
    public async Task A_killed_collector_has_lost_no_report_that_it_acknowledged_and_has_none_twice()
    {
        int rounds = int.TryParse(Environment.GetEnvironmentVariable("NANOAGENT_TEST_KILLS"), out int asked) ? asked : 4;
        using var home = new TemporaryFolder();
        using TestDatabase? database = NewDatabase();
        var acknowledged = new ConcurrentBag<string>();
        Worker[] workers;

        await using (Scene scene = await Scene.OpenAsync(home.Path, new SetClock(), database: database))
        {
            TestUnit[] units = await Task.WhenAll(Enumerable.Range(0, Units).Select(_ => scene.EnrolAsync()));
            workers = [.. units.Select(unit => new Worker(unit, acknowledged))];
        }

        for (int round = 0; round < rounds; round++)
        {
            await RunAndKillAsync(home.Path, database, workers, acknowledged, acknowledged.Count + 100);
        }

        await using Scene after = await Scene.OpenAsync(home.Path, new SetClock(), database: database);
        HashSet<string> kept = [.. after.Services.Store.Read(session => session.Query("SELECT receipt FROM reports", row => Base64Url.Encode((byte[])row.GetValue(0))))];
        long counted = after.Services.Units().Sum(unit => unit.Standing.Reports);
        Assert.IsTrue(after.Services.AuditLog([]).Holds);
        Assert.IsEmpty(acknowledged.Except(kept));
        Assert.AreEqual(kept.Count, counted, "each report counts once");
        Assert.IsLessThanOrEqualTo(Units, kept.Count - acknowledged.Distinct().Count(), "beyond the acknowledged ones only those in flight at the kill");
    }

    private static async Task RunAndKillAsync(string folder, TestDatabase? database, Worker[] workers, ConcurrentBag<string> acknowledged, int target)
    {
        using Process collector = Process.Start(ToolProcess.Serve(folder, database))!;
        using var deadline = new CancellationTokenSource(_patience);
        Uri url = await UrlOfAsync(collector, deadline.Token);
        using var http = new HttpClient { BaseAddress = url };
        Task[] running = [.. workers.Select(worker => worker.RunAsync(http, deadline.Token))];

        while (acknowledged.Count < target && !deadline.IsCancellationRequested)
        {
            await Task.Delay(10);
        }

        collector.Kill();
        await collector.WaitForExitAsync(CancellationToken.None);
        await Task.WhenAll(running);
        Assert.IsGreaterThanOrEqualTo(target, acknowledged.Count, "the collector took no reports");
    }

    private static async Task<Uri> UrlOfAsync(Process collector, CancellationToken cancel)
    {
        while (await collector.StandardError.ReadLineAsync(cancel) is string line)
        {
            if (line.IndexOf("http://", StringComparison.Ordinal) is int at and >= 0)
            {
                return new Uri(line[at..].Split(' ')[0]);
            }
        }

        throw new AssertFailedException("the collector ended without listening");
    }

    /// <summary>One unit that reports as fast as it is answered, and repeats the same bytes until they are.</summary>
    private sealed class Worker(TestUnit unit, ConcurrentBag<string> acknowledged)
    {
        private byte[]? _pending;

        public async Task RunAsync(HttpClient http, CancellationToken cancel)
        {
            try
            {
                while (!cancel.IsCancellationRequested)
                {
                    _pending ??= unit.Token(await NonceAsync(http, cancel));
                    using var content = new ByteArrayContent(_pending);
                    content.Headers.ContentType = new MediaTypeHeaderValue("application/eat+jwt");
                    using HttpResponseMessage answer = await http.PostAsync(new Uri("/v1/attestations", UriKind.Relative), content, cancel);
                    string body = await answer.Content.ReadAsStringAsync(cancel);

                    // A disk that is busy with something else is no answer either.
                    if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                    {
                        continue;
                    }

                    Assert.AreEqual(200, (int)answer.StatusCode, body);
                    acknowledged.Add(Base64Url.Encode(SHA256.HashData(_pending)));
                    _pending = null;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
            {
                // Killed: what was not answered stays pending.
            }
        }

        private async Task<string> NonceAsync(HttpClient http, CancellationToken cancel)
        {
            using var content = new StringContent($$"""{"kid":"{{unit.KeyId}}"}""");
            using HttpResponseMessage answer = await http.PostAsync(new Uri("/v1/challenges", UriKind.Relative), content, cancel);
            return (await Scene.ReadAsync(answer)).GetProperty("nonce").GetString()!;
        }
    }
}

[TestClass]
[DoNotParallelize]
public sealed class KillTestsOnSqlite() : KillTests(TestStore.Sqlite);

[TestClass]
[DoNotParallelize]
public sealed class KillTestsOnPostgres() : KillTests(TestStore.Postgres);
