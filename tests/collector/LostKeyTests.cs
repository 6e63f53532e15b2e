using System.Text.Json;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Tests.Collector;

/// <summary>A key file or the CA that is gone: no other is made in its place unless somebody says so, and that stays in the log.</summary>
[TestClass]
public sealed class LostKeyTests
{
    [TestMethod]
    [DataRow("keys/nonce.key")]
    [DataRow("keys/ear-")]
    [DataRow("keys/log-")]
    [DataRow("keys/pack-")]
    [DataRow("keys")]
    public async Task A_start_without_it_is_refused_names_it_and_makes_nothing(string what)
    {
        using var home = new TemporaryFolder();
        await UseOnceAsync(home.Path);
        string lost = TakeAway(home.Path, what);
        string[] left = Files(home.Path);

        StringAssert.Contains((await Assert.ThrowsExactlyAsync<StoreRefusedException>(() => Scene.OpenAsync(home.Path))).Message, lost);
        CollectionAssert.AreEqual(left, Files(home.Path));
    }

    [TestMethod]
    [DataRow("ca.pem")]
    [DataRow("ca.key")]
    public async Task A_start_without_the_CA_that_units_pin_is_refused_and_makes_none(string file)
    {
        using var home = new TemporaryFolder();
        await UseOnceAsync(home.Path);
        File.Delete(home.At("tls", file));

        StringAssert.Contains((await Assert.ThrowsExactlyAsync<StoreRefusedException>(() => Scene.OpenAsync(home.Path))).Message, "put tls/ back");
        Assert.IsFalse(File.Exists(home.At("tls", file)));
    }

    [TestMethod]
    public async Task Put_back_from_a_backup_all_is_as_before()
    {
        using var home = new TemporaryFolder();
        await UseOnceAsync(home.Path);
        Directory.Move(home.At("keys"), home.At("backup"));
        await Assert.ThrowsExactlyAsync<StoreRefusedException>(() => Scene.OpenAsync(home.Path));
        Directory.Move(home.At("backup"), home.At("keys"));

        await using Scene scene = await Scene.OpenAsync(home.Path);

        await scene.ReportAsync(await scene.EnrolAsync());
    }

    [TestMethod]
    public async Task Without_a_backup_somebody_has_new_ones_made_and_an_act_in_the_log_says_so()
    {
        using var home = new TemporaryFolder();
        await UseOnceAsync(home.Path);
        string lost = TakeAway(home.Path, "keys/log-");
        File.Delete(home.At("tls", "ca.key"));

        await using (Scene scene = await Scene.OpenAsync(home.Path, with: options => options with { AdoptsKeys = new KeyAdoption("Ada", "disk broken") }))
        {
            JsonElement[] acts = [.. ActsOf(scene)];
            CollectionAssert.AreEqual(new[] { "keys-adopted", "pin-adopted" }, acts.Select(act => act.GetProperty("act").GetString()).ToArray());
            StringAssert.Contains(acts[0].GetProperty("what").GetString(), Path.GetFileName(lost));
            Assert.AreEqual("Ada", acts[0].GetProperty("who").GetString());
            Assert.IsTrue(scene.Services.AuditLog([]).Holds);
        }

        // Said once, it holds.
        await (await Scene.OpenAsync(home.Path)).DisposeAsync();
    }

    [TestMethod]
    public async Task A_database_of_a_release_that_did_not_note_its_keys_is_not_given_new_ones_either()
    {
        using var released = new Released(TestStore.Sqlite, Released.Schemas.Max(), null);

        StringAssert.Contains((await Assert.ThrowsExactlyAsync<StoreRefusedException>(() => Scene.OpenAsync(released.Folder))).Message, "nonce.key");
    }

    private static async Task UseOnceAsync(string folder)
    {
        await using Scene scene = await Scene.OpenAsync(folder);
        await scene.ReportAsync(await scene.EnrolAsync());
    }

    // The file that is missed first.
    private static string TakeAway(string folder, string what)
    {
        string path = Path.Combine(folder, what);

        if (Directory.Exists(path))
        {
            string[] files = Files(path);
            Directory.Delete(path, recursive: true);
            return files[0];
        }

        string file = Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + "*").Single();
        File.Delete(file);
        return file;
    }

    // Without what the database's engine and the folder's lock leave behind.
    private static string[] Files(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.Contains("collector.db", StringComparison.Ordinal)).Order(StringComparer.Ordinal)]
        : [];

    private static IEnumerable<JsonElement> ActsOf(Scene scene) => scene.Services.Store
        .Read(session => session.Query("SELECT entry FROM log_entries WHERE kind = @kind ORDER BY idx", row => (byte[])row.GetValue(0), (long)EntryKind.Act))
        .Select(entry => CompactJws.TryRead(entry, 4096, out CompactJws? jws) == 0 ? JsonDocument.Parse(jws!.Payload).RootElement : default)
        .Where(act => act.TryGetProperty("act", out JsonElement name) && name.GetString()!.EndsWith("adopted", StringComparison.Ordinal));
}
