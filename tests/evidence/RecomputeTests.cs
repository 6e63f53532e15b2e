using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NanoAgent.Evidence;

namespace NanoAgent.Tests.Evidence;

/// <summary>Two hundred units, five of them weak: every number on the page follows from the tokens in the pack, read here with nothing of the product.</summary>
[TestClass]
public sealed class RecomputeTests
{
    private static string s_pack = "";
    private static string s_page = "";
    private static Dictionary<string, JsonElement> s_present = [];

    [ClassInitialize]
    public static void Write(TestContext context)
    {
        s_pack = Path.Combine(Directory.CreateTempSubdirectory("nanoagent-recompute-").FullName, "pack");
        var weak = new Dictionary<int, string>
        {
            [7] = "default-credentials=fail:known-default", [63] = "default-credentials=fail:known-default", [101] = "erasure=fail:left-readable",
            [150] = "brute-force=absent:unobservable", [199] = "update-verification=fail:changed-accepted",
        };
        Fleet fleet = new();

        for (int i = 0; i < 200; i++)
        {
            fleet.With($"unit-{i}", weak.TryGetValue(i, out string? finding) ? [finding] : []);
        }

        PackWriter.Write(fleet.Declare(), s_pack, fleet.Pack);
        s_page = File.ReadAllText(Path.Combine(s_pack, "index.html"));
        s_present = ReadTokens();
    }

    [ClassCleanup]
    public static void Remove() => Directory.Delete(Path.GetDirectoryName(s_pack)!, recursive: true);

    [TestMethod]
    public void The_numbers_of_units_and_reports_are_those_of_the_tokens()
    {
        Assert.AreEqual(200, s_present.Count);
        StringAssert.Contains(s_page, "<b>200</b> (<span class=\"ja\" lang=\"ja\">うち使用中 200</span><span class=\"en\" lang=\"en\">200 in use</span>), ");
        StringAssert.Contains(s_page, "200 reports");
        int plain = s_present.Values.Count(t => t.GetProperty("na_unit").GetProperty("key").GetString() == "plain-flash");
        StringAssert.Contains(s_page, $"plain flash</span> <b>{plain}</b>");
        int version = s_present.Values.Count(t => t.GetProperty("swversion")[0].GetString() == Fleet.Firmware);
        StringAssert.Contains(s_page, $"{Fleet.Firmware} <b>{version}</b>");
    }

    [TestMethod]
    public void Every_count_in_every_row_is_that_of_the_tokens()
    {
        foreach (JsonElement row in Rows())
        {
            string id = row.GetProperty("id").GetString()!;
            string section = Regex.Match(s_page, $"<section class=\"row\" id=\"{Regex.Escape(id)}\">.*?</section>", RegexOptions.Singleline).Value;
            int[] shown = [.. Regex.Matches(section, " × (\\d+)</span>").Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];
            int[] counted = [.. Checks(row).SelectMany(c => Answers(c).Select(a => a.Value))];
            CollectionAssert.AreEqual(counted, shown, $"{id}: {string.Join(",", counted)} but {string.Join(",", shown)}");
        }
    }

    [TestMethod]
    public void The_numbers_of_rows_in_each_state_are_those_of_the_tokens()
    {
        string[] states = [.. Rows().Select(State)];
        int[] counted = [.. ((string[])["satisfied", "not-satisfied", "unknown", "needs-record", "not-applicable"]).Select(s => states.Count(x => x == s))];
        int[] shown = [.. Regex.Matches(s_page, "</span></span><b>(\\d+)</b>").Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];
        CollectionAssert.AreEqual(counted, shown);
        CollectionAssert.AreEqual(new[] { 0, 3, 1, 12, 0 }, counted, "02, 08 and 15 contradicted, 04 unknown, the rest without records");
        StringAssert.Contains(s_page, "16 of 16 rows are open.");
    }

    [TestMethod]
    public void The_weak_units_are_the_ones_named()
    {
        string[] weak = [.. s_present.Where(t => Answer(t.Value, "default-credentials").StartsWith("fail", StringComparison.Ordinal)).Select(t => t.Key)];
        string section = Regex.Match(s_page, "<section class=\"row\" id=\"S1.1-02\">.*?</section>", RegexOptions.Singleline).Value;
        CollectionAssert.AreEquivalent(weak, Regex.Matches(section, "<code>(A[\\w-]{22,})</code>").Select(m => m.Groups[1].Value).ToArray());
    }

    private static Dictionary<string, JsonElement> ReadTokens()
    {
        var newest = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

        foreach (string file in Directory.EnumerateFiles(Path.Combine(s_pack, "tokens")))
        {
            JsonElement token = JsonDocument.Parse(Base64Url.DecodeFromChars(File.ReadAllText(file).Split('.')[1])).RootElement;
            string ueid = token.GetProperty("ueid").GetString()!;

            if (token.GetProperty("na_report").GetProperty("live").GetBoolean() && (!newest.TryGetValue(ueid, out JsonElement other) || Number(token) > Number(other)))
            {
                newest[ueid] = token;
            }
        }

        return newest;
    }

    private static long Number(JsonElement token) => token.GetProperty("na_observed").GetProperty("number").GetInt64();

    private static JsonElement[] Rows() =>
        [.. JsonDocument.Parse(File.ReadAllBytes(Path.Combine(s_pack, "schemes", "jc-star-1.json"))).RootElement.GetProperty("criteria").EnumerateArray()];

    private static string[] Checks(JsonElement row) => [.. row.GetProperty("checks").EnumerateArray().Select(c => c.GetProperty("check").GetString()!)];

    private static string Answer(JsonElement token, string check)
    {
        string outcome = token.GetProperty("measres")[0][1].EnumerateArray().Single(r => r[0].GetString() == check)[1].GetString()!;
        JsonElement detail = token.GetProperty("na_findings").GetProperty(check);
        return $"{outcome}:{detail.GetProperty("reason").GetString()}:{detail.GetProperty("basis").GetString()}";
    }

    private static SortedDictionary<string, int> Answers(string check) =>
        new(s_present.Values.GroupBy(t => Answer(t, check)).ToDictionary(g => g.Key, g => g.Count()), StringComparer.Ordinal);

    // Without records a row is contradicted, or unknown, or wants its records; nothing else can be.
    private static string State(JsonElement row)
    {
        JsonElement[] voices = [.. row.GetProperty("checks").EnumerateArray()];
        bool Names(JsonElement voice, string list, string answer)
        {
            string[] parts = answer.Split(':');
            return voice.TryGetProperty(list, out JsonElement names) && names.EnumerateArray().Any(n => n.GetString() == parts[0] || n.GetString() == $"{parts[0]}:{parts[1]}");
        }

        bool Any(JsonElement voice, Predicate<string> wanted) => Answers(voice.GetProperty("check").GetString()!).Keys.Any(k => wanted(k));

        return voices.Any(v => Any(v, a => Names(v, "contradicts", a))) ? "not-satisfied"
            : voices.Any(v => v.GetProperty("required").GetBoolean() && Any(v, a => !Names(v, "supports", a) && !Names(v, "silent", a))) ? "unknown"
            : "needs-record";
    }
}
