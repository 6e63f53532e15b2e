using System.Security.Cryptography;
using System.Text;
using NanoAgent.Collector;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Tests.Collector;

/// <summary>Collectors side by side on one PostgreSQL hold the same keys and show the same certificate, or are told to at their start.</summary>
[TestClass]
public sealed class SharedKeysTests() : StoreTest(TestStore.Postgres)
{
    [TestMethod]
    public async Task A_collector_with_other_keys_is_refused_until_somebody_adopts_them()
    {
        await using Scene scene = await OpenAsync();
        using var home = new TemporaryFolder();
        new CollectorServices(new CollectorOptions { DataFolder = home.Path }).Dispose();
        CollectorOptions other = scene.Services.Options with { DataFolder = home.Path };

        Assert.ThrowsExactly<StoreRefusedException>(() => new CollectorServices(other).Dispose());
        new CollectorServices(other with { AdoptsKeys = new KeyAdoption("Ada", "put back") }).Dispose();
        new CollectorServices(other).Dispose();
    }

    [TestMethod]
    public async Task Of_two_that_start_at_once_on_an_empty_database_one_serves_and_the_other_is_told_what_to_copy_and_leaves_no_keys()
    {
        using TestDatabase database = TestDatabase.Create();
        using var home = new TemporaryFolder();
        string[] folders = [home.At("one"), home.At("two")];

        (CollectorHost? Host, string? Said)[] starts = await Task.WhenAll(folders.Select(folder => Task.Run(() => StartAsync(folder, database))));

        int refused = Array.FindIndex(starts, start => start.Host is null);
        Assert.IsGreaterThanOrEqualTo(0, refused, "both serve");
        StringAssert.Contains(starts[refused].Said, "copy the folders keys/ and tls/");
        CollectionAssert.AreEqual(new[] { ServedFolder.LockName }, Directory.EnumerateFiles(folders[refused], "*", SearchOption.AllDirectories).Select(Path.GetFileName).ToArray());

        Pair.CopyFolder(folders[1 - refused], folders[refused], "keys");
        Pair.CopyFolder(folders[1 - refused], folders[refused], "tls");
        await (await StartAsync(folders[refused], database)).Host!.DisposeAsync();
        await starts[1 - refused].Host!.DisposeAsync();
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_collector_with_another_certificate_or_none_is_told_to_copy_the_one_that_units_pin(bool hasOwn)
    {
        using TestDatabase database = TestDatabase.Create();
        using var home = new TemporaryFolder();
        await using CollectorHost first = (await StartAsync(home.At("one"), database)).Host!;

        if (hasOwn)
        {
            await using CollectorHost elsewhere = (await StartAsync(home.At("two"), null)).Host!;
            Directory.Delete(home.At("two", "keys"), recursive: true);
        }

        Pair.CopyFolder(home.At("one"), home.At("two"), "keys");
        (CollectorHost? host, string? said) = await StartAsync(home.At("two"), database);

        Assert.IsNull(host);
        StringAssert.Contains(said, "copy the folder tls/");
        Assert.AreEqual(hasOwn, Directory.Exists(home.At("two", "tls")), "none was made");
    }

    [TestMethod]
    public async Task A_certificate_that_was_replaced_at_one_is_the_one_to_copy_to_the_others()
    {
        using TestDatabase database = TestDatabase.Create();
        using var home = new TemporaryFolder();

        await ReplaceAtOneAsync(home, database, desk => desk.RotateAuthority(KeyStatus.Retired, "Ada", "yearly"));

        StringAssert.Contains((await StartAsync(home.At("two"), database)).Said, "copy the folder tls/");
        await (await StartAsync(home.At("one"), database)).Host!.DisposeAsync();
        Directory.Delete(home.At("two", "tls"), recursive: true);
        Pair.CopyFolder(home.At("one"), home.At("two"), "tls");
        await (await StartAsync(home.At("two"), database)).Host!.DisposeAsync();
    }

    [TestMethod]
    public async Task A_key_that_was_replaced_at_one_is_copied_before_another_starts()
    {
        using TestDatabase database = TestDatabase.Create();
        using var home = new TemporaryFolder();

        await ReplaceAtOneAsync(home, database, desk => desk.Rotate(KeyPurpose.Ear, KeyStatus.Leaked, "Ada", "laptop stolen"));

        StringAssert.Contains((await StartAsync(home.At("two"), database)).Said, "copy the folders keys/ and tls/", "it would go on signing with the leaked one");
        Directory.Delete(home.At("two", "keys"), recursive: true);
        Pair.CopyFolder(home.At("one"), home.At("two"), "keys");
        await (await StartAsync(home.At("two"), database)).Host!.DisposeAsync();
        await (await StartAsync(home.At("one"), database)).Host!.DisposeAsync();
    }

    [TestMethod]
    public async Task The_collector_at_which_the_nonce_key_was_replaced_starts_and_another_is_told_to_copy_it()
    {
        using TestDatabase database = TestDatabase.Create();
        using var home = new TemporaryFolder();

        await ReplaceAtOneAsync(home, database, desk => desk.RotateNonceKey("Ada", "laptop stolen"));

        StringAssert.Contains((await StartAsync(home.At("two"), database)).Said, "copy the folders keys/ and tls/");
        (CollectorHost? again, string? said) = await StartAsync(home.At("one"), database);
        Assert.IsNull(said);
        await again!.DisposeAsync();
    }

    [TestMethod]
    public async Task What_an_earlier_release_kept_of_the_keys_is_known()
    {
        await using Scene scene = await OpenAsync();
        string oldest = string.Join(' ', Enum.GetValues<KeyPurpose>().Order().Select(purpose => scene.Services.Keys.Active(purpose).KeyId));
        byte[] hash = SHA256.HashData([.. Encoding.ASCII.GetBytes($"nanoagent shared keys {oldest} "), .. scene.Services.Keys.NonceKey]);
        scene.Services.Store.WriteNow((session, _) => session.Execute("UPDATE meta SET value = @value WHERE name = @name", Convert.ToHexStringLower(hash), "keys"));

        new CollectorServices(scene.Services.Options).Dispose();
    }

    // After the other was given the same keys.
    private static async Task ReplaceAtOneAsync(TemporaryFolder home, TestDatabase database, Action<KeyDesk> replace)
    {
        await using CollectorHost first = (await StartAsync(home.At("one"), database)).Host!;
        Pair.CopyFolder(home.At("one"), home.At("two"), "keys");
        Pair.CopyFolder(home.At("one"), home.At("two"), "tls");
        replace(first.Services.KeyDesk);
    }

    // A collector, or why there is none.
    private static async Task<(CollectorHost? Host, string? Said)> StartAsync(string folder, TestDatabase? database)
    {
        try
        {
            return (await CollectorHost.StartAsync(new CollectorOptions { DataFolder = folder, Postgres = database?.Address, Url = new Uri("http://127.0.0.1:0") }), null);
        }
        catch (StoreRefusedException refusal)
        {
            return (null, refusal.Message);
        }
    }
}
