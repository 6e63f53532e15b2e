using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using NanoAgent.Collector;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Tests.Collector;

/// <summary>One data folder and several that want it: one collector serves it, and commands work beside it.</summary>
[TestClass]
public sealed class ServedFolderTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    [TestMethod]
    public async Task Of_two_that_start_at_once_in_a_new_folder_one_serves_and_the_other_says_in_one_line_that_it_is_in_use()
    {
        using var home = new TemporaryFolder();
        using Process one = Process.Start(ToolProcess.Serve(home.Path, null))!;
        using Process two = Process.Start(ToolProcess.Serve(home.Path, null))!;
        using var deadline = new CancellationTokenSource(_patience);
        Task<Process> ended = EndedAsync(one, two, deadline.Token);

        try
        {
            Process refused = await ended;
            Process serving = refused == one ? two : one;
            string said = await refused.StandardError.ReadToEndAsync(deadline.Token);
            Assert.AreEqual(3, refused.ExitCode, said);
            StringAssert.Contains(said, "is in use: another collector serves it");
            Assert.HasCount(1, said.TrimEnd().Split('\n'), said);
            StringAssert.Contains(await serving.StandardError.ReadLineAsync(deadline.Token), "listens on");
        }
        finally
        {
            // What is killed may still be writing.
            one.Kill();
            two.Kill();
            one.WaitForExit();
            two.WaitForExit();
        }

        AssertWhole(home.Path);
    }

    [TestMethod]
    public async Task A_folder_is_free_again_once_its_collector_was_killed()
    {
        using var home = new TemporaryFolder();
        using Process killed = Process.Start(ToolProcess.Serve(home.Path, null))!;
        using var deadline = new CancellationTokenSource(_patience);
        StringAssert.Contains(await killed.StandardError.ReadLineAsync(deadline.Token), "listens on");
        await Assert.ThrowsExactlyAsync<StoreRefusedException>(() => Scene.OpenAsync(home.Path));
        killed.Kill();
        await killed.WaitForExitAsync(deadline.Token);

        await (await Scene.OpenAsync(home.Path)).DisposeAsync();
    }

    [TestMethod]
    public async Task All_that_open_a_new_folder_at_once_have_the_same_id_and_keys()
    {
        using var home = new TemporaryFolder();
        var options = new CollectorOptions { DataFolder = home.Path };

        CollectorServices[] collectors = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new CollectorServices(options))));

        Assert.HasCount(1, collectors.Select(collector => collector.Id).Distinct().ToArray());
        Assert.HasCount(1, collectors.Select(collector => Convert.ToHexString(collector.Keys.NonceKey)).Distinct().ToArray());
        Assert.HasCount(1, collectors.Select(collector => collector.Keys.ToJwks()).Distinct().ToArray());
        Assert.HasCount(Enum.GetValues<KeyPurpose>().Length, collectors[0].Keys.All);
        Array.ForEach(collectors, collector => collector.Dispose());
    }

    [TestMethod]
    public async Task A_backup_beside_a_collector_that_serves_is_one_that_can_be_served()
    {
        using var home = new TemporaryFolder();
        await using Scene scene = await Scene.OpenAsync();
        using (var beside = new CollectorServices(scene.Services.Options))
        {
            BackupFolder.Write(beside, home.Path);
        }

        Assert.IsFalse(File.Exists(Path.Combine(home.Path, ServedFolder.LockName)));
        await using Scene copy = await Scene.OpenAsync(home.Path);
        Assert.AreEqual(scene.Services.Id, copy.Services.Id);
    }

    [TestMethod]
    public async Task A_certificate_whose_key_was_not_written_with_it_is_made_anew()
    {
        using var home = new TemporaryFolder();
        await (await Scene.OpenAsync(home.Path)).DisposeAsync();
        string key = Path.Combine(home.Path, "tls", "server.key");
        File.Copy(Path.Combine(home.Path, "tls", "ca.key"), key, overwrite: true);

        await (await Scene.OpenAsync(home.Path)).DisposeAsync();
        AssertWhole(home.Path);
    }

    private static async Task<Process> EndedAsync(Process one, Process two, CancellationToken cancel) =>
        await await Task.WhenAny(EndAsync(one, cancel), EndAsync(two, cancel));

    private static async Task<Process> EndAsync(Process process, CancellationToken cancel)
    {
        await process.WaitForExitAsync(cancel);
        return process;
    }

    // One key of each purpose, and certificates with the keys that belong to them.
    private static void AssertWhole(string folder)
    {
        using var ring = new KeyRing(Path.Combine(folder, "keys"), TimeProvider.System);
        Assert.HasCount(Enum.GetValues<KeyPurpose>().Length, ring.All);

        foreach (string name in (string[])["ca", "server"])
        {
            using var pair = X509Certificate2.CreateFromPemFile(Path.Combine(folder, "tls", name + ".pem"), Path.Combine(folder, "tls", name + ".key"));
            Assert.IsTrue(pair.HasPrivateKey);
        }
    }
}
