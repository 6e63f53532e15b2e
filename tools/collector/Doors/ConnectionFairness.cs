using System.Net;
using Microsoft.AspNetCore.Connections;

namespace NanoAgent.Collector.Doors;

/// <summary>Lets no address hold more than its share of the connections, TLS handshakes included. This machine's own and its proxies' are not counted.</summary>
/// <param name="most">Most connections of one address.</param>
/// <param name="isUncounted">Which addresses are this machine's or a proxy's.</param>
internal sealed class ConnectionFairness(int most, Func<IPAddress, bool> isUncounted)
{
    private readonly Dictionary<string, int> _open = [];

    /// <summary>Serves a connection, or ends it before a byte of it was read.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        IPAddress? address = (connection.RemoteEndPoint as IPEndPoint)?.Address;

        if (address is not null && isUncounted(address))
        {
            await next(connection);
            return;
        }

        string network = Limits.NetworkOf(address);

        if (!TryEnter(network))
        {
            connection.Abort();
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Leave(network);
        }
    }

    /// <summary>Takes one of the network's places, if there is one.</summary>
    internal bool TryEnter(string network)
    {
        lock (_open)
        {
            int held = _open.GetValueOrDefault(network);
            bool isFree = held < most;
            _open[network] = isFree ? held + 1 : held;
            return isFree;
        }
    }

    /// <summary>Gives the place back. A network without connections takes no memory.</summary>
    internal void Leave(string network)
    {
        lock (_open)
        {
            if (--_open[network] == 0)
            {
                _open.Remove(network);
            }
        }
    }
}
