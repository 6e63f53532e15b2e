using System.Net;
using System.Text.Json;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Tests.Evidence;

[TestClass]
public sealed class DriftTests
{
    private static readonly DateTimeOffset s_later = Fleet.Now.AddDays(30);

    private string _pack = "";

    [TestInitialize]
    public void Make() => _pack = Path.Combine(Directory.CreateTempSubdirectory("nanoagent-drift-").FullName, "pack");

    [TestCleanup]
    public void Remove() => Directory.Delete(Path.GetDirectoryName(_pack)!, recursive: true);

    [TestMethod]
    public void A_fleet_that_says_what_it_said_holds()
    {
        Fleet fleet = Two();
        DriftReport report = Compare(File(fleet), fleet);
        Assert.IsTrue(report.Holds);
        Assert.AreEqual(16, report.Unchanged);
    }

    [TestMethod]
    public void A_unit_that_fails_later_is_named_with_its_row_and_since_when()
    {
        Fleet fleet = Two();
        PackReport filed = File(fleet);
        fleet.With("b", UnitState.Active, [(true, []), (false, ["erasure=fail:left-readable"]), (true, ["erasure=fail:left-readable"])]);
        DriftRow row = Compare(filed, fleet).NoLonger.Single();
        Assert.AreEqual(("S1.1-15", CriterionState.Satisfied, CriterionState.NotSatisfied), (row.Id, row.Filed, row.Now));
        DriftUnit unit = row.Units.Single();
        Assert.AreEqual(("erasure", "fail:left-readable:measured"), (unit.Check, unit.Answer));
        Assert.AreEqual(1790000002, unit.Since, "when the first report of the failure came");
    }

    [TestMethod]
    public void A_unit_that_can_no_longer_tell_is_named()
    {
        Fleet fleet = Two();
        PackReport filed = File(fleet);
        DriftRow row = Compare(filed, fleet.With("c", "erasure=absent:unobservable")).NoLonger.Single();
        Assert.AreEqual((CriterionState.Unknown, 1), (row.Now, row.UnitCount));
    }

    [TestMethod]
    public void A_document_that_has_run_out_is_drift_without_a_unit()
    {
        Fleet fleet = Two();
        using Records records = new Records().Document("S1.1-05", "2026-12-01").Confirm("S1.1-05");
        DriftRow row = Compare(File(fleet, records), fleet).NoLonger.Single();
        Assert.AreEqual(("S1.1-05", CriterionState.NeedsRecord, 0), (row.Id, row.Now, row.UnitCount));
    }

    [TestMethod]
    public void A_row_that_was_open_when_filed_is_no_drift_until_something_contradicts_it()
    {
        Fleet fleet = Two();
        using var records = new Records();
        PackReport filed = File(fleet, records);
        Assert.IsTrue(Compare(filed, fleet.With("c", "erasure=absent:unobservable")).Holds);
        Assert.AreEqual("S1.1-15", Compare(filed, fleet.With("c", "erasure=fail:left-readable")).NoLonger.Single().Id);
    }

    [TestMethod]
    [DataRow("https://hooks.example/x", true)]
    [DataRow("http://127.0.0.1:8080/x", true)]
    [DataRow("http://localhost/x", true)]
    [DataRow("http://hooks.example/x", false)]
    [DataRow("http://127.0.0.1.example/x", false)]
    [DataRow("https://user:secret@hooks.example/x", false)]
    [DataRow("file:///etc/passwd", false)]
    public void A_webhook_goes_over_https_or_to_this_machine(string address, bool allowed) =>
        Assert.AreEqual(allowed, DriftHook.IsAllowed(new Uri(address)));

    [TestMethod]
    public async Task A_webhook_posts_the_report_and_follows_no_redirect()
    {
        Fleet fleet = Two();
        PackReport filed = File(fleet);
        DriftReport report = Compare(filed, fleet.With("b", "erasure=fail:left-readable"));
        using HttpListener listener = Listen(out Uri address);
        Task<(string Body, int Requests)> served = Serve(listener, [302, 500, 200]);
        using var hook = new DriftHook(address, new NoWaiting());
        Assert.IsNull(await hook.SendAsync(report, CancellationToken.None));
        (string body, int requests) = await served;
        Assert.AreEqual(3, requests);
        Assert.AreEqual("S1.1-15", JsonDocument.Parse(body).RootElement.GetProperty("no_longer")[0].GetProperty("id").GetString());
    }

    private static HttpListener Listen(out Uri address)
    {
        for (int port = 39310; ; port++)
        {
            var listener = new HttpListener();
            address = new Uri($"http://127.0.0.1:{port}/drift/");
            listener.Prefixes.Add(address.ToString());

            try
            {
                listener.Start();
                return listener;
            }
            catch (HttpListenerException) when (port < 39400)
            {
                listener.Close();
            }
        }
    }

    private static async Task<(string Body, int Requests)> Serve(HttpListener listener, int[] answers)
    {
        string body = "";

        foreach (int answer in answers)
        {
            HttpListenerContext context = await listener.GetContextAsync();
            using var reader = new StreamReader(context.Request.InputStream);
            body = await reader.ReadToEndAsync();
            context.Response.StatusCode = answer;
            context.Response.RedirectLocation = "http://127.0.0.1:1/";
            context.Response.Close();
        }

        return (body, answers.Length);
    }

    private static Fleet Two() => new Fleet().With("a").With("b");

    private static DriftReport Compare(PackReport filed, Fleet fleet)
    {
        (DriftReport? report, Text? problem) = DriftWatch.Compare(filed, fleet, s_later);
        Assert.IsNotNull(report, problem?.En);
        return report;
    }

    private PackReport File(Fleet fleet, Records? records = null)
    {
        using Records everything = new Records().Everything();
        PackWriter.Write(fleet.Declare((records ?? everything).Store), _pack, fleet.Pack);
        return PackVerifier.Verify(_pack, fleet.Keys);
    }

    // Waits between attempts end at once.
    private sealed class NoWaiting : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
