using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Collector;

namespace NanoAgent.Tests.Collector;

/// <summary>Plays tests/vectors/replays at the door of a collector that has the id, the nonce key and the time of the vector.</summary>
[TestClass]
public sealed class ReplayVectorTests
{
    public static IEnumerable<object[]> Names => Directory.GetFiles(Repository.At("tests", "vectors", "replays"), "*.txt").Select(path => new object[] { Path.GetFileNameWithoutExtension(path) });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task Other_bytes_on_the_nonce_of_an_accepted_token_are_refused_as_a_replay(string name)
    {
        Dictionary<string, string> vector = Read(name);
        using var home = new TemporaryFolder();
        SetClock clock = ClockOf(vector);
        Found(home.Path, clock, vector);

        await using Scene scene = await Scene.OpenAsync(home.Path, clock);
        HttpResponseMessage enrolled = await scene.PostAsync("/v1/enrolments", Encoding.ASCII.GetBytes(vector["enrolment"]), "application/jose", scene.EnrolmentToken(vector["model"]));
        Assert.AreEqual(201, (int)enrolled.StatusCode);
        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.ReportAsync(Encoding.ASCII.GetBytes(vector["before"]))));
        string before = scene.State();

        Assert.AreEqual("used-nonce", await Scene.RefusalAsync(await scene.ReportAsync(Encoding.ASCII.GetBytes(vector["text"]))), vector["comment"]);
        Assert.AreEqual(before, scene.State());
    }

    private static SetClock ClockOf(Dictionary<string, string> vector)
    {
        var clock = new SetClock();
        clock.Move(DateTimeOffset.FromUnixTimeSeconds(long.Parse(vector["now"], CultureInfo.InvariantCulture)) - clock.GetUtcNow());
        return clock;
    }

    /// <summary>Makes a collector of that id and nonce key, which it would have drawn by chance.</summary>
    private static void Found(string folder, SetClock clock, Dictionary<string, string> vector)
    {
        Assert.IsTrue(Base64Url.TryDecode(vector["nonce-key"], out byte[] key));
        Directory.CreateDirectory(Path.Combine(folder, "keys"));
        File.WriteAllBytes(Path.Combine(folder, "keys", "nonce.key"), key);
        new CollectorServices(new CollectorOptions { DataFolder = folder, Clock = clock }).Dispose();
        using var database = new SqliteConnection($"Data Source={Path.Combine(folder, "collector.db")};Pooling=False");
        database.Open();
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = "UPDATE meta SET value = $id WHERE name = 'id'";
        command.Parameters.AddWithValue("$id", vector["aud"]);
        Assert.AreEqual(1, command.ExecuteNonQuery());
    }

    private static Dictionary<string, string> Read(string name) =>
        File.ReadLines(Repository.At("tests", "vectors", "replays", name + ".txt")).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1]);
}
