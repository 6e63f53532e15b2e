using System.Net;
using System.Net.Sockets;
using NanoAgent.Collector;

namespace NanoAgent.Tests.Collector;

/// <summary>One address that opens all the connections it can.</summary>
[TestClass]
[DoNotParallelize]
public sealed class FloodTests
{
    private const int Wanted = 10_000;

    // Beside the flood's: what the test process and the collector in it have open.
    private const int OtherFiles = 2_000;

    private const long MostBytes = 64 * 1024 * 1024;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Ten_thousand_connections_of_one_address_keep_its_share_and_cost_the_neighbour_nothing()
    {
        int count = Math.Min(Wanted, MostFiles() - OtherFiles);

        if (count < 1_000)
        {
            Assert.Inconclusive("this machine allows too few open files for a flood");
        }

        await using Scene scene = await Scene.OpenAsync(with: options => options with { IsOwnMachine = _ => false });
        long before = GC.GetTotalMemory(forceFullCollection: true);
        List<Socket> flood = [];

        try
        {
            for (int i = 0; i < count; i++)
            {
                flood.Add(await ConnectAsync(scene.Host.Url.Port));
            }

            TestContext.WriteLine($"{count} connections");
            Assert.AreEqual("alive", await AskAsync(scene.Host.Url, IPAddress.Parse("127.0.0.2")));
            await UntilOnlyItsShareIsOpenAsync(flood);
            Assert.IsLessThan(MostBytes, GC.GetTotalMemory(forceFullCollection: true) - before, "bytes of memory");
        }
        finally
        {
            flood.ForEach(socket => socket.Dispose());
        }
    }

    private static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
        }
        catch (SocketException)
        {
            // Ended before it was said to be there.
        }

        return socket;
    }

    private static async Task<string> AskAsync(Uri collector, IPAddress from)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var http = new HttpClient(handler);
        return await http.GetStringAsync(new Uri(collector, "/healthz"));
    }

    // Those beyond the share are ended one after the other; a collector that kept them would never end this.
    private static async Task UntilOnlyItsShareIsOpenAsync(List<Socket> flood)
    {
        while (flood.Count(IsOpen) > CollectorHost.MostConnectionsOfAddress)
        {
            await Task.Delay(50);
        }
    }

    private static bool IsOpen(Socket socket)
    {
        try
        {
            return !(socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int MostFiles()
    {
        const string Limits = "/proc/self/limits";
        string? line = File.Exists(Limits) ? File.ReadLines(Limits).FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal)) : null;
        return line is null ? Wanted + OtherFiles : int.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], out int most) ? most : int.MaxValue;
    }
}
