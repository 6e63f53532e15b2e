using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace NanoAgent.Tests.Collector;

/// <summary>The collector as a service under a supervisor that speaks as systemd does (sd_notify(3)); systemd itself is in SystemdTests.</summary>
[TestClass]
public sealed class ServiceTests
{
    private const int Terminate = 15;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    [TestMethod]
    public async Task Its_supervisor_is_told_once_it_listens_and_when_it_stops_and_SIGTERM_ends_it_with_0()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Inconclusive("systemd is Linux's");
        }

        using var home = new TemporaryFolder();
        string folder = home.Path;
        using var supervisor = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        string address = Path.Combine(folder, "notify");
        supervisor.Bind(new UnixDomainSocketEndPoint(address));
        using var deadline = new CancellationTokenSource(_patience);
        using Process shell = Process.Start(UnderSupervisor(ToolProcess.Serve(Path.Combine(folder, "data"), null), folder, address))!;

        try
        {
            int collector = int.Parse((await shell.StandardOutput.ReadLineAsync(deadline.Token))!, CultureInfo.InvariantCulture);

            Assert.AreEqual("READY=1", await HeardAsync(supervisor, deadline.Token));
            StringAssert.Contains(await shell.StandardError.ReadLineAsync(deadline.Token), "listens on");
            Assert.AreEqual(0, Kill(collector, Terminate));
            Assert.AreEqual("STOPPING=1", await HeardAsync(supervisor, deadline.Token));
            await shell.WaitForExitAsync(deadline.Token);
            Assert.AreEqual(0, shell.ExitCode);
        }
        finally
        {
            if (!shell.HasExited)
            {
                shell.Kill(entireProcessTree: true);
            }
        }
    }

    // A service takes itself for systemd's when its parent is called that, so the parent here is a shell of that name; it says the service's process id.
    private static ProcessStartInfo UnderSupervisor(ProcessStartInfo service, string folder, string address)
    {
        string shell = Path.Combine(folder, "systemd");
        File.Copy("/bin/sh", shell);
        var start = new ProcessStartInfo(shell) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("\"$0\" \"$@\" & echo $!; wait $!");
        start.ArgumentList.Add(service.FileName);
        service.ArgumentList.ToList().ForEach(start.ArgumentList.Add);
        start.Environment["NANOAGENT_DB"] = service.Environment["NANOAGENT_DB"];
        start.Environment["NOTIFY_SOCKET"] = address;
        return start;
    }

    private static async Task<string> HeardAsync(Socket socket, CancellationToken cancel)
    {
        byte[] said = new byte[256];
        return Encoding.ASCII.GetString(said, 0, await socket.ReceiveAsync(said, SocketFlags.None, cancel));
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
