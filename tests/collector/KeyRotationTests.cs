using System.Security.Cryptography.X509Certificates;
using Microsoft.Data.Sqlite;
using NanoAgent.Collector;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Tests.Collector;

/// <summary>Keys and the CA are replaced whole or not at all, wherever whoever does it is cut off.</summary>
[TestClass]
public sealed class KeyRotationTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);

    [TestMethod]
    public void A_retirement_that_was_cut_off_after_the_new_key_is_finished_at_the_next_start()
    {
        using var home = new TemporaryFolder();
        var clock = new SetClock();
        string old = RotateAndForgetTheEnd(home.Path, clock, KeyStatus.Retired);

        using var ring = new KeyRing(home.Path, clock);

        Assert.AreEqual(KeyStatus.Retired, ring.All.Single(key => key.KeyId == old).Status);
        Assert.HasCount(3, ring.All.Where(key => key.Status == KeyStatus.Active).ToArray());
    }

    [TestMethod]
    public void A_rotation_ends_every_key_that_is_in_force_and_not_only_the_newest()
    {
        using var home = new TemporaryFolder();
        var clock = new SetClock();
        using var running = new KeyRing(home.Path, clock);
        string old = RotateAndForgetTheEnd(home.Path, clock, KeyStatus.Retired);
        clock.Move(TimeSpan.FromSeconds(5));

        running.Rotate(KeyPurpose.Ear, KeyStatus.Leaked);

        Assert.DoesNotContain(old, running.ToJwks());
        Assert.HasCount(2, running.All.Where(key => key.Status == KeyStatus.Leaked).ToArray());
    }

    [TestMethod]
    public void A_running_collector_keeps_its_key_while_another_process_is_between_the_old_and_the_new_one()
    {
        using var home = new TemporaryFolder();
        var clock = new SetClock();
        using var running = new KeyRing(home.Path, clock);
        string kid = running.Active(KeyPurpose.Ear).KeyId;
        File.Delete(FileOf(home.Path, kid));
        clock.Move(TimeSpan.FromSeconds(5));

        Assert.AreEqual(kid, running.Active(KeyPurpose.Ear).KeyId);
    }

    [TestMethod]
    public async Task A_database_that_cannot_be_written_keeps_its_keys_and_its_CA()
    {
        await using Scene scene = await Scene.OpenAsync(with: options => options with { DatabasePatience = TimeSpan.FromSeconds(1) });
        string kid = scene.Services.Keys.Active(KeyPurpose.Ear).KeyId;
        byte[] nonce = await File.ReadAllBytesAsync(scene.Folder + "/keys/nonce.key");

        using (var other = new SqliteConnection($"Data Source={Path.Combine(scene.Folder, "collector.db")};Pooling=False"))
        {
            other.Open();
            using SqliteCommand command = other.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            command.ExecuteNonQuery();
            Assert.ThrowsExactly<StoreUnavailableException>(() => scene.Services.KeyDesk.Rotate(KeyPurpose.Ear, KeyStatus.Leaked, "Ada", "laptop stolen"));
            Assert.ThrowsExactly<StoreUnavailableException>(() => scene.Services.KeyDesk.RotateNonceKey("Ada", "laptop stolen"));
            Assert.ThrowsExactly<StoreUnavailableException>(() => scene.Services.KeyDesk.RotateAuthority(KeyStatus.Leaked, "Ada", "laptop stolen"));
        }

        Assert.AreEqual(kid, scene.Services.Keys.Active(KeyPurpose.Ear).KeyId, "no replacement that is not in the log");
        CollectionAssert.AreEqual(nonce, await File.ReadAllBytesAsync(scene.Folder + "/keys/nonce.key"));
        Assert.AreEqual(scene.Host.CaPem, await File.ReadAllTextAsync(scene.Folder + "/tls/ca.pem"));
    }

    [TestMethod]
    [DataRow("ca.key")]
    [DataRow("ca.pem")]
    [DataRow("ca-before.pem")]
    [DataRow("ca-between.pem")]
    [DataRow("ca-next.pem")]
    public void A_replacement_of_the_CA_that_was_cut_off_before_any_of_its_files_is_finished_by_whoever_opens_it(string missing)
    {
        using var home = new TemporaryFolder();
        var old = Authority.Open(home.Path, _now);
        using var before = new TemporaryFolder();
        Pair.CopyFolder(Path.GetDirectoryName(home.Path)!, before.Path, Path.GetFileName(home.Path));
        Authority.PrepareReplacement(home.Path, _now, TimeSpan.FromDays(400));
        byte[] next = File.ReadAllBytes(home.At("ca-next.pem"));
        string made = Authority.Open(home.Path, _now).Thumbprint;
        PutBack(missing, before.At(Path.GetFileName(home.Path)), home.Path, next);

        var opened = Authority.Open(home.Path, _now);

        Assert.AreEqual(made, opened.Thumbprint);
        Assert.AreEqual(old.Pem, opened.Before);
        using X509Certificate2 signer = opened.OpenSigner();
        Assert.AreEqual(signer.GetPublicKeyString(), opened.Between!.GetPublicKeyString());
        Assert.IsFalse(File.Exists(home.At("ca-next.pem")));
    }

    [TestMethod]
    public void A_leaked_CA_that_had_one_before_it_leaves_nothing_that_vouches_for_it()
    {
        using var home = new TemporaryFolder();
        Authority.Replace(home.Path, _now, TimeSpan.FromDays(400));

        Assert.IsNull(Authority.Replace(home.Path, _now, TimeSpan.Zero).Between);
    }

    [TestMethod]
    public void Files_of_a_CA_that_do_not_belong_together_are_told_by_name()
    {
        using var home = new TemporaryFolder();
        using var other = new TemporaryFolder();
        Authority.Open(home.Path, _now);
        Authority.Open(other.Path, _now);
        File.Copy(other.At("ca.key"), home.At("ca.key"), overwrite: true);

        StoreRefusedException told = Assert.ThrowsExactly<StoreRefusedException>(() => Authority.Replace(home.Path, _now, TimeSpan.FromDays(400)));
        StringAssert.Contains(told.Message, home.At("ca.key"));
        File.WriteAllText(home.At("ca.pem"), "no certificate");
        StringAssert.Contains(Assert.ThrowsExactly<StoreRefusedException>(() => Authority.Open(home.Path, _now)).Message, home.At("ca.pem"));
    }

    // The file is as it was before the replacement: whoever did it was killed before it.
    private static void PutBack(string name, string before, string folder, byte[] next)
    {
        File.WriteAllBytes(Path.Combine(folder, "ca-next.pem"), next);
        string[] order = ["ca.key", "ca.pem", "ca-before.pem", "ca-between.pem", "ca-next.pem"];

        foreach (string later in order.SkipWhile(file => file != name).Where(file => file != "ca-next.pem"))
        {
            File.Delete(Path.Combine(folder, later));

            if (File.Exists(Path.Combine(before, later)))
            {
                File.Copy(Path.Combine(before, later), Path.Combine(folder, later));
            }
        }
    }

    // What is there when whoever rotates the key for results is killed after the new one: the old one's file says still that it is in force.
    private static string RotateAndForgetTheEnd(string folder, SetClock clock, KeyStatus end)
    {
        using var ring = new KeyRing(folder, clock);
        string old = ring.Active(KeyPurpose.Ear).KeyId;
        byte[] file = File.ReadAllBytes(FileOf(folder, old));
        clock.Move(TimeSpan.FromSeconds(1));
        ring.Rotate(KeyPurpose.Ear, end);
        File.WriteAllBytes(FileOf(folder, old), file);
        return old;
    }

    private static string FileOf(string folder, string kid) => Path.Combine(folder, $"ear-{kid}.jwk");
}
