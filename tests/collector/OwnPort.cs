using System.Net;
using System.Net.Sockets;

namespace NanoAgent.Tests.Collector;

/// <summary>A port for whoever must be found again at the same one: it is free, and stays so while nobody listens there.</summary>
/// <remarks>A free port that the system gives is another's as soon as it is let go: it gives from 32768 on (Linux, ip_local_port_range), and these lie below.</remarks>
internal static class OwnPort
{
    private const int First = 10_000;
    private const int Count = 10_000;

    // Test processes run side by side: each begins elsewhere.
    private static int s_next = Environment.ProcessId * 61;

    /// <summary>Finds one that was not given before.</summary>
    public static int Find()
    {
        while (true)
        {
            int port = First + (Interlocked.Increment(ref s_next) & int.MaxValue) % Count;

            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody's.
            }
        }
    }
}
