using System.Text;
using NanoAgent.Boards.Configuration;
using NanoAgent.Evidence;
using NanoAgent.Schemes;
using NanoAgent.Tests.Evidence;

namespace NanoAgent.Tests.Fuzz;

/// <summary>Files that people hand in: a unit's configuration, fuses, schemes, records.</summary>
[TestClass]
public sealed class FileFuzzTests
{
    private const string UnitFile =
        "nanoagent-unit 1\nmodel=NA-100\ncollector-host=10.0.0.1\ncollector-port=8443\ncollector-ca=AQID\nenrolment-token=t=t\nwifi-ssid=a net\nwifi-password=12345678\n"
        + "time-server=time.example\ninterval=60\ndeep-sleep=yes\ndeclared-ports=80,443\n";

    private const string LeastFile = "nanoagent-unit 1\nmodel=M\ncollector-host=c.example\ncollector-ca=AQID\n";

    private static readonly string[] _jsonWords = ["null", "true", "{}", "[]", "\"\\ud800\"", "\"\\u0000\"", "1e999", "99999999999999999999", "-1", "\"readable\":", "\"kind\":\"product\",", "\"$type\":"];

    [TestMethod]
    public void A_unit_file_that_is_taken_is_written_in_one_spelling()
    {
        Seed[] files = [new("all", Encoding.ASCII.GetBytes(UnitFile)), new("least", Encoding.ASCII.GetBytes(LeastFile))];

        new Replay("unit-file", files, "=", "\n", "\r\n", "declared-ports=", ",,", "65536", "model=").Run(60_000, bytes =>
        {
            ConfigurationFault fault = UnitConfiguration.Read(Encoding.Latin1.GetString(bytes), out UnitConfiguration read, out _);
            Assert.IsTrue(Enum.IsDefined(fault));
            Assert.AreEqual(fault == ConfigurationFault.None, read is not null);

            if (read is not null)
            {
                Assert.AreEqual(ConfigurationFault.None, UnitConfiguration.Read(read.ToText(), out UnitConfiguration again, out _));
                Assert.AreEqual(read.ToText(), again.ToText());
            }
        });
    }

    [TestMethod]
    public void A_fuse_summary_is_read_or_refused()
    {
        FusedChip[] chips = Enum.GetValues<FusedChip>();
        Seed[] summaries = [.. chips.SelectMany(chip => new[] { new Seed($"{chip}, blank", Fuses.Bytes(Fuses.Blank(chip))), new Seed($"{chip}, closed", Fuses.Bytes(Fuses.Closed(chip))) })];

        new Replay("fuses", summaries, _jsonWords).Run(20_000, json =>
        {
            foreach (FusedChip chip in chips)
            {
                FuseSummaryRefusal refusal = FuseSummary.TryRead(json, chip, out FuseFacts? facts, out _, out _);
                Assert.IsTrue(Enum.IsDefined(refusal));
                Assert.AreEqual(refusal == FuseSummaryRefusal.None, facts is not null);
            }
        });
    }

    [TestMethod]
    public void A_scheme_is_read_or_its_problem_told() =>
        new Replay("scheme", Seed.Files("*.json", "tools", "schemes", "data"), _jsonWords).Run(2_000, json =>
        {
            bool isRead = SchemeReader.TryRead(json, out Scheme? scheme, out string? problem);
            Assert.AreEqual(isRead, problem is null);

            if (isRead)
            {
                Assert.IsNotNull(SchemeLint.Check(scheme!));
            }

            Assert.AreEqual(SchemeReader.TryReadMappings(json, out _, out problem), problem is null);
        });

    [TestMethod]
    public void A_record_is_read_or_its_problem_told()
    {
        using Records records = new Records().Everything();
        Seed[] seeds = [.. records.Store.Records.Select(r => new Seed(r.Name, r.Bytes.ToArray()))];
        string folder = Directory.CreateTempSubdirectory("nanoagent-fuzz-").FullName;
        string file = Path.Combine(folder, "record.json");

        try
        {
            new Replay("record", seeds, _jsonWords).Run(4_000, json =>
            {
                File.WriteAllBytes(file, json);
                RecordStore store = RecordStore.Load(folder);
                Assert.AreEqual(1, store.Records.Count + store.Problems.Count);
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
