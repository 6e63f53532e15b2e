using System.Text.Json;
using NanoAgent.Bench;
using NanoAgent.Evidence;

namespace NanoAgent.Tests.Cli.Bench;

/// <summary>The bench against virtual boards: what each test must find is told by what the persona says that its firmware does.</summary>
[TestClass]
public sealed class BenchCommandTests
{
    [TestMethod]
    public async Task Good_firmware_passes_every_test()
    {
        using var folder = new TemporaryFolder();
        Run run = await Test(folder, "compliant");
        Assert.AreEqual(0, run.ExitCode, run.People);
        Assert.AreEqual("", string.Join(", ", Outcomes(run).Where(o => o.Value != "pass").Select(o => $"{o.Key} {o.Value}")));
    }

    [TestMethod]
    [DataRow("no-lockout", "brute-force")]
    [DataRow("any-password-opens", "brute-force")]
    [DataRow("true-value-opens-in-lockout", "brute-force")]
    [DataRow("lockout-lost-on-reboot", "brute-force")]
    [DataRow("admin-in-clear", "transport")]
    [DataRow("open-service", "open-access")]
    [DataRow("undeclared-port", "port-scan")]
    [DataRow("unsigned-update", "changed-image")]
    [DataRow("accepts-changed", "changed-image")]
    [DataRow("accepts-truncated", "changed-image")]
    [DataRow("accepts-older", "changed-image")]
    [DataRow("accepts-wrong-model", "changed-image")]
    [DataRow("settings-reset-at-boot", "power-cut")]
    [DataRow("settings-go-back", "power-cut")]
    [DataRow("erase-leaves-canary", "erasure")]
    public async Task A_fault_fails_its_test_and_the_command_answers_no(string persona, string test)
    {
        using var folder = new TemporaryFolder();
        Run run = await Test(folder, persona, "--only", test);
        Assert.AreEqual(1, run.ExitCode, run.People);
        Assert.AreEqual("fail", Outcomes(run)[test], run.Results);
    }

    [TestMethod]
    [DataRow("genuine-refused", "changed-image")]
    [DataRow("no-update", "changed-image")]
    public async Task Who_refuses_everything_has_shown_nothing(string persona, string test)
    {
        using var folder = new TemporaryFolder();
        Run run = await Test(folder, persona, "--only", test);
        Assert.AreEqual(0, run.ExitCode, run.People);
        Assert.AreEqual("inconclusive", Outcomes(run)[test]);
    }

    [TestMethod]
    public async Task Each_result_is_a_signed_record_with_what_was_seen_and_no_password()
    {
        using var folder = new TemporaryFolder();
        await Test(folder, "compliant", "--only", "brute-force");
        var record = (TestRecord)RecordStore.Load(folder.At("records")).Records.Single().Record;
        Assert.IsTrue(TestContent.TryRead(record, out TestContent? content, out _));
        Assert.IsTrue(content!.Virtual);
        Assert.AreEqual("S1.1-04", content.Criteria.Single());
        Assert.IsGreaterThan(5, content.Observations.Count);
        Assert.IsFalse(JsonSerializer.Serialize(content).Contains("bench-label", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task A_target_on_this_machine_is_taken_for_a_simulation()
    {
        using var folder = new TemporaryFolder();
        Run run = await Target(folder, "https://127.0.0.1:9");
        Assert.AreEqual(0, run.ExitCode, run.People);
        StringAssert.Contains(run.People, "demonstrations only");
    }

    [TestMethod]
    [DataRow("https://192.0.2.1/")]
    [DataRow("http://[2001:db8::1]/")]
    [DataRow("https://nowhere.invalid/")]
    public async Task A_target_outside_this_machine_is_refused_unless_its_owner_says_so(string target)
    {
        using var folder = new TemporaryFolder();
        Run run = await Target(folder, target);
        Assert.AreEqual(2, run.ExitCode);
        StringAssert.Contains(run.People, "--i-own-this-device");
        Assert.IsFalse(Directory.Exists(folder.At("records")));
    }

    [TestMethod]
    public async Task An_unknown_test_is_wrong_use()
    {
        using var folder = new TemporaryFolder();
        Assert.AreEqual(2, (await Test(folder, "compliant", "--only", "no-such")).ExitCode);
    }

    private static Task<Run> Test(TemporaryFolder folder, string persona, params string[] more) =>
        Run.Tool(["bench", "--persona", persona, "--tester", "T. Tester", "--key", folder.At("key.pem"), "--records", folder.At("records"), "--json", .. more]);

    private static Task<Run> Target(TemporaryFolder folder, string target) => Run.Tool(
        "bench", "--target", target, "--only", "open-access", "--tester", "T. Tester", "--product", "lamp", "--firmware", "1.0", "--unit", "SN-1", "--key", folder.At("key.pem"), "--records", folder.At("records"));

    private static Dictionary<string, string> Outcomes(Run run) =>
        run.Json.EnumerateArray().ToDictionary(r => r.GetProperty("test").GetString()!, r => r.GetProperty("outcome").GetString()!);
}
