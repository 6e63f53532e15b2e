using System.Text;
using NanoAgent.Attestation.Verify;
using NanoAgent.Collector;
using NanoAgent.Collector.Enrolments;
using NanoAgent.Tests.Fuzz;

namespace NanoAgent.Tests.Collector;

/// <summary>Changed bodies behind the doors of units, without sockets: a refusal of the list, or they are the good ones.</summary>
[TestClass]
public sealed class BodyFuzzTests
{
    private const int Rounds = 1_500;

    private static readonly TemporaryFolder _folder = new();
    private static readonly SetClock _clock = new();
    private static CollectorServices s_services = null!;
    private static TestUnit s_unit = null!;

    [ClassInitialize]
    public static async Task Open(TestContext context)
    {
        s_services = new CollectorServices(new CollectorOptions { DataFolder = _folder.Path, Url = new Uri("http://127.0.0.1:0"), Clock = _clock, DatabasePatience = TimeSpan.FromSeconds(30) });
        s_unit = new TestUnit(s_services.Id);
        string token = s_services.CreateEnrolmentToken(Scene.Model, TimeSpan.FromHours(1), "fuzz");
        Assert.AreEqual(EnrolmentOutcome.Enrolled, (await s_services.Enrolments.EnrolAsync(s_unit.Enrolment(Nonce()), token)).Outcome);
    }

    [ClassCleanup]
    public static void Close()
    {
        s_services.Dispose();
        _folder.Dispose();
    }

    [TestMethod]
    public void A_changed_report_is_refused() => Play("report-body", [s_unit.Token(Nonce()), s_unit.Token(Nonce(), new Report { Live = false })], body =>
    {
        var result = s_services.Reports.TakeAsync(body).GetAwaiter().GetResult();
        Assert.AreEqual(result.Answer is null, result.Refusal != Refusal.None);
        return result.Answer is not null;
    });

    [TestMethod]
    public void A_changed_enrolment_is_refused()
    {
        var other = new TestUnit(s_services.Id);

        // The token is looked at last: without one, a body that holds is told apart from one that is refused, and uses up nothing.
        Play("enrolment-body", [other.Enrolment(Nonce(other)), s_unit.Enrolment(Nonce())], body =>
        {
            EnrolmentOutcome outcome = s_services.Enrolments.EnrolAsync(body, null).GetAwaiter().GetResult().Outcome;
            Assert.IsTrue(Enum.IsDefined(outcome));
            return outcome != EnrolmentOutcome.Refused;
        });
    }

    [TestMethod]
    public void A_changed_message_with_tags_is_refused() => Play("tags-body", [s_unit.Tags(Nonce(), "batch-1", "admin", new byte[32])], body =>
    {
        (Refusal refusal, string? nonce) = s_services.Tags.TakeAsync(body).GetAwaiter().GetResult();
        Assert.AreEqual(nonce is null, refusal != Refusal.None);
        return nonce is not null;
    });

    private static string Nonce(TestUnit? unit = null) => s_services.Nonces.Next((unit ?? s_unit).KeyId);

    private static void Play(string reader, byte[][] bodies, Func<byte[], bool> isTaken)
    {
        HashSet<string> good = [.. bodies.Select(Encoding.Latin1.GetString)];

        new Replay(reader, [.. bodies.Select((body, i) => new Seed($"body {i}", body))], ".", "..", "=", "eyJhbGciOiJub25lIn0").Run(Rounds, body =>
            Assert.IsTrue(!isTaken(body) || good.Contains(Encoding.Latin1.GetString(body)), "taken"));
    }
}
