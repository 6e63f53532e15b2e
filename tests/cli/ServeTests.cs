using System.Net;
using System.Net.Sockets;

namespace NanoAgent.Tests.Cli;

/// <summary>Why a collector does not start: each in one line, and what to do about it where there is something.</summary>
[TestClass]
public sealed class ServeTests
{
    [TestMethod]
    public async Task A_port_that_is_taken_is_said_with_what_to_do()
    {
        using var folder = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        Run run = await Run.Tool("serve", "--urls", $"https://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}", "--db", folder.At("data"));

        Assert.AreEqual(3, run.ExitCode, run.People);
        StringAssert.Contains(run.People, "cannot listen on");
        StringAssert.Contains(run.People, "another port");
    }

    // 192.0.2.0/24 is nobody's (RFC 5737).
    [TestMethod]
    public async Task An_address_of_another_machine_is_said_to_be_none_to_listen_on()
    {
        using var folder = new TemporaryFolder();
        Run run = await Run.Tool("serve", "--urls", "https://192.0.2.7:8443", "--db", folder.At("data"));

        Assert.AreEqual(3, run.ExitCode, run.People);
        StringAssert.Contains(run.People, "cannot listen on https://192.0.2.7:8443");
    }

    [TestMethod]
    public async Task A_folder_that_cannot_be_is_not_said_to_be_about_listening()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("file"), "");
        Run run = await Run.Tool("serve", "--urls", "https://127.0.0.1:0", "--db", folder.At("file", "data"));

        Assert.AreEqual(3, run.ExitCode, run.People);
        StringAssert.Contains(run.People, folder.At("file", "data"));
        Assert.DoesNotContain("listen", run.People);
    }

    [TestMethod]
    public async Task A_folder_that_another_collector_serves_is_said_to_be_in_use()
    {
        using var folder = new TemporaryFolder();
        await using var host = await NanoAgent.Collector.CollectorHost.StartAsync(new() { DataFolder = folder.At("data"), Url = new Uri("https://127.0.0.1:0") });
        Run run = await Run.Tool("serve", "--urls", "https://127.0.0.1:0", "--db", folder.At("data"));

        Assert.AreEqual(3, run.ExitCode, run.People);
        StringAssert.Contains(run.People, folder.At("data") + " is in use: another collector serves it");
    }
}
