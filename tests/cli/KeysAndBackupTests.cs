using NanoAgent.Collector;

namespace NanoAgent.Tests.Cli;

[TestClass]
public sealed class KeysAndBackupTests
{
    [TestMethod]
    [DataRow("ear")]
    [DataRow("log")]
    [DataRow("pack")]
    public async Task A_retired_key_stays_published_and_a_leaked_one_does_not(string purpose)
    {
        using var folder = new TemporaryFolder();
        string data = await MakeAsync(folder);
        string first = await KidAsync(data, purpose);
        Assert.AreEqual(0, (await Run.Tool("keys", "rotate", purpose, "--by", "Ada", "--why", "yearly", "--db", data)).ExitCode);
        string second = await KidAsync(data, purpose);
        Run rotated = await Run.Tool("keys", "rotate", purpose, "--leaked", "--by", "Ada", "--why", "laptop stolen", "--db", data);
        string published = (await Run.Tool("keys", "list", "--jwks", "--db", data)).Results;

        StringAssert.Contains(published, first);
        Assert.DoesNotContain(second, published);
        StringAssert.Contains(published, rotated.Results.Trim());
    }

    [TestMethod]
    public async Task What_is_no_key_is_wrong_use()
    {
        using var folder = new TemporaryFolder();
        Assert.AreEqual(2, (await Run.Tool("keys", "rotate", "root", "--by", "Ada", "--why", "x", "--db", await MakeAsync(folder))).ExitCode);
    }

    [TestMethod]
    [DataRow("pkcs11:token=t?module-path=/no/such/library.so&pin-value=1234", 2, "command line")]
    [DataRow("pkcs11:token=t", 2, "module-path is missing")]
    [DataRow("pkcs11:token=t?module-path=/no/such/library.so", 3, "cannot be loaded")]
    public async Task A_token_of_keys_that_cannot_be_is_wrong_use_and_one_that_does_not_answer_a_fault(string keys, int exit, string says)
    {
        using var folder = new TemporaryFolder();
        Run served = await Run.Tool("serve", "--urls", "https://127.0.0.1:0", "--keys", keys, "--db", folder.At("new"));
        Run rotated = await Run.Tool("keys", "rotate", "log", "--keys", keys, "--by", "Ada", "--why", "x", "--db", await MakeAsync(folder));

        Assert.AreEqual(exit, served.ExitCode, served.People);
        Assert.AreEqual(exit, rotated.ExitCode, rotated.People);
        StringAssert.Contains(served.People, says);
        StringAssert.Contains(rotated.People, says);
    }

    [TestMethod]
    public async Task The_secret_of_nonces_and_the_CA_lie_in_files()
    {
        using var folder = new TemporaryFolder();
        Assert.AreEqual(2, (await Run.Tool("keys", "rotate", "tls", "--keys", "files", "--by", "Ada", "--why", "x", "--db", await MakeAsync(folder))).ExitCode);
    }

    [TestMethod]
    public async Task The_CA_and_the_nonce_key_are_replaced()
    {
        using var folder = new TemporaryFolder();
        string data = await MakeAsync(folder);
        string pin = await File.ReadAllTextAsync(Path.Combine(data, "tls", "ca.pem"));
        byte[] nonce = await File.ReadAllBytesAsync(Path.Combine(data, "keys", "nonce.key"));
        Assert.AreEqual(0, (await Run.Tool("keys", "rotate", "tls", "--by", "Ada", "--why", "yearly", "--db", data)).ExitCode);
        Assert.AreEqual(0, (await Run.Tool("keys", "rotate", "nonce", "--by", "Ada", "--why", "yearly", "--db", data)).ExitCode);

        Assert.AreNotEqual(pin, await File.ReadAllTextAsync(Path.Combine(data, "tls", "ca.pem")));
        CollectionAssert.AreNotEqual(nonce, await File.ReadAllBytesAsync(Path.Combine(data, "keys", "nonce.key")));
        StringAssert.Contains((await Run.Tool("keys", "list", "--db", data)).Results, "served until");
    }

    [TestMethod]
    public async Task A_restored_old_backup_is_found_as_the_fork_that_it_is()
    {
        using var folder = new TemporaryFolder();
        string data = folder.At("data");
        string pack = await BackUpReportAndDeclareAsync(folder, data);

        Assert.AreEqual(0, (await Run.Tool("restore", folder.At("backup"), "--db", folder.At("restored"))).ExitCode);
        Run original = await Run.Tool("log", "audit", "--pack", pack, "--db", data);
        Run restored = await Run.Tool("log", "audit", "--pack", pack, "--db", folder.At("restored"));

        Assert.AreEqual(0, original.ExitCode, original.Results + original.People);
        Assert.AreEqual(1, restored.ExitCode, restored.Results + restored.People);
        StringAssert.Contains(restored.Results, "somebody saw");
    }

    [TestMethod]
    public async Task A_head_that_somebody_kept_is_compared()
    {
        using var folder = new TemporaryFolder();
        string data = await MakeAsync(folder);
        string head = (await Run.Tool("log", "head", "--db", data)).Results.Trim();
        string other = head[..^2] + (head[^2] == 'A' ? 'B' : 'A') + head[^1];

        Run audit = await Run.Tool("log", "audit", "--head", head, "--db", data);
        Assert.AreEqual(0, audit.ExitCode);
        StringAssert.Contains(audit.People, "every head that units echoed (0) or that was given (1) is of this history");
        Assert.AreEqual(1, (await Run.Tool("log", "audit", "--head", other, "--db", data)).ExitCode);
        Assert.AreEqual(2, (await Run.Tool("log", "audit", "--head", "twelve", "--db", data)).ExitCode);
    }

    [TestMethod]
    public async Task A_backup_needs_an_empty_folder_and_a_restore_a_backup()
    {
        using var folder = new TemporaryFolder();
        string data = await MakeAsync(folder);
        Assert.AreEqual(3, (await Run.Tool("backup", data, "--db", data)).ExitCode);
        Assert.AreEqual(2, (await Run.Tool("restore", folder.At("nothing"), "--db", folder.At("restored"))).ExitCode);
    }

    // A collector's folder with a log of one act.
    private static async Task<string> MakeAsync(TemporaryFolder folder)
    {
        string data = folder.At("data");
        await using CollectorHost host = await CollectorHost.StartAsync(new CollectorOptions { DataFolder = data, Url = new Uri("https://127.0.0.1:0") });
        host.Services.KeyDesk.Rotate(NanoAgent.Collector.Keys.KeyPurpose.Ear, NanoAgent.Collector.Keys.KeyStatus.Retired, "test", "test");
        return data;
    }

    private static async Task<string> KidAsync(string data, string purpose) => (await Run.Tool("keys", "list", "--json", "--db", data)).Json.GetProperty("keys").EnumerateArray()
        .Single(key => key.GetProperty("purpose").GetString() == purpose && key.GetProperty("status").GetString() == "active").GetProperty("kid").GetString()!;

    private static async Task<string> BackUpReportAndDeclareAsync(TemporaryFolder folder, string data)
    {
        await using CollectorHost host = await Served.StartAsync(folder);
        string token = (await Run.Tool("enrol", "token", "--model", "NA-100", "--db", data)).Results.Trim();
        string[] board = ["board", "run", "--once", "--json", "--collector", host.Url.ToString(), "--pin", folder.At("ca.pem"), "--flash", folder.At("flash")];
        Assert.AreEqual(0, (await Run.Tool([.. board, "--enrol", token])).ExitCode);
        Assert.AreEqual(0, (await Run.Tool("backup", folder.At("backup"), "--db", data)).ExitCode);
        Run again = await Run.Tool(board);
        Assert.AreEqual(0, again.ExitCode, again.People);
        string firmware = (await Run.Tool("enrol", "list", "--json", "--db", data)).Json[0].GetProperty("firmware").GetString()!;
        Run declared = await Run.Tool("declare", "--demonstration", "--product", "NA-100", "--firmware", firmware, "--out", folder.At("out"), "--db", data);
        Assert.AreEqual(0, declared.ExitCode, declared.People);
        return folder.At("out", "pack");
    }
}
