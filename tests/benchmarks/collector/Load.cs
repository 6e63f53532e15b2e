using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace NanoAgent.Benchmarks.Collector;

/// <summary>A load generator on raw sockets that are kept alive: it takes little of the machine that it shares with what it measures.</summary>
internal sealed class Load : IDisposable
{
    private const int Connections = 256;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    private readonly Uri _server;
    private readonly Connection[] _connections;

    private Load(Uri server, Connection[] connections)
    {
        _server = server;
        _connections = connections;
    }

    /// <summary>Opens the connections.</summary>
    public static Load Open(Uri server) => new(server, Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Connection.OpenAsync(server))).Result);

    /// <summary>The bytes that post each token.</summary>
    public byte[][] Requests(byte[][] tokens) => [.. tokens.Select(Request)];

    /// <summary>Sends every request once, one at a time on each connection.</summary>
    /// <returns>Requests a second, all of them answered with 200.</returns>
    /// <exception cref="InvalidOperationException">One was answered with anything else.</exception>
    public double Send(byte[][] requests)
    {
        int next = -1;
        var watch = Stopwatch.StartNew();
        Task all = Task.WhenAll(_connections.Select(async connection =>
        {
            int at;

            while ((at = Interlocked.Increment(ref next)) < requests.Length)
            {
                await connection.AskAsync(requests[at]);
            }
        }));

        if (!all.Wait(_patience))
        {
            throw new TimeoutException($"not answered within {_patience.TotalMinutes} minutes");
        }

        return requests.Length / watch.Elapsed.TotalSeconds;
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_connections, connection => connection.Dispose());

    private byte[] Request(byte[] token) =>
    [
        .. Encoding.ASCII.GetBytes($"POST /v1/attestations HTTP/1.1\r\nHost: {_server.Authority}\r\nContent-Type: application/eat+jwt\r\nContent-Length: {token.Length}\r\n\r\n"),
        .. token,
    ];

    private sealed class Connection(Stream stream) : IDisposable
    {
        private readonly byte[] _buffer = new byte[16 * 1024];

        public static async Task<Connection> OpenAsync(Uri server)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Parse(server.Host), server.Port);
            Stream stream = new NetworkStream(socket, ownsSocket: true);

            if (server.Scheme == Uri.UriSchemeHttps)
            {
                // Whose certificate it is has been tested elsewhere; here only the work counts.
                var secured = new SslStream(stream, false, (_, _, _, _) => true);
                await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = server.Host });
                stream = secured;
            }

            return new Connection(stream);
        }

        public async Task AskAsync(byte[] request)
        {
            await stream.WriteAsync(request);
            int length = 0;

            do
            {
                int read = await stream.ReadAsync(_buffer.AsMemory(length));
                length += read > 0 ? read : throw new IOException("the server closed the connection");
            }
            while (!IsWhole(_buffer.AsSpan(0, length)));
        }

        public void Dispose() => stream.Dispose();

        // Both servers that are asked write the header's name so.
        private static bool IsWhole(ReadOnlySpan<byte> answer)
        {
            int end = answer.IndexOf("\r\n\r\n"u8);

            if (end < 0)
            {
                return false;
            }

            if (!answer.StartsWith("HTTP/1.1 200"u8))
            {
                throw new InvalidOperationException("not accepted: " + Encoding.ASCII.GetString(answer));
            }

            ReadOnlySpan<byte> name = "\r\nContent-Length: "u8;
            int at = answer[..end].IndexOf(name);
            return at >= 0 && Utf8Parser.TryParse(answer[(at + name.Length)..], out int length, out _) && answer.Length >= end + 4 + length;
        }
    }
}
