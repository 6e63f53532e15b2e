using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace NanoAgent.Benchmarks.Collector;

/// <summary>A load generator on raw sockets with keep-alive: it takes little of the machine that it shares with what it measures.</summary>
internal static class Load
{
    private const int Connections = 192;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    /// <summary>Posts every token once, many connections at a time.</summary>
    /// <returns>Reports a second, all of them accepted.</returns>
    /// <exception cref="InvalidOperationException">One was answered with anything but 200.</exception>
    public static async Task<double> PostAsync(Uri server, byte[][] tokens)
    {
        byte[][] requests = [.. tokens.Select(token => Request(server, token))];
        int next = -1;
        using var deadline = new CancellationTokenSource(_patience);
        Connection[] connections = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Connection.OpenAsync(server, deadline.Token)));
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(connections.Select(async connection =>
        {
            int at;

            while ((at = Interlocked.Increment(ref next)) < requests.Length)
            {
                await connection.AskAsync(requests[at], deadline.Token);
            }
        }));
        watch.Stop();
        Array.ForEach(connections, connection => connection.Dispose());
        return requests.Length / watch.Elapsed.TotalSeconds;
    }

    private static byte[] Request(Uri server, byte[] token) =>
    [
        .. Encoding.ASCII.GetBytes($"POST /v1/attestations HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/eat+jwt\r\nContent-Length: {token.Length}\r\n\r\n"),
        .. token,
    ];

    private sealed class Connection(Stream stream) : IDisposable
    {
        private readonly byte[] _buffer = new byte[16 * 1024];

        public static async Task<Connection> OpenAsync(Uri server, CancellationToken cancel)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Parse(server.Host), server.Port, cancel);
            Stream stream = new NetworkStream(socket, ownsSocket: true);

            if (server.Scheme == Uri.UriSchemeHttps)
            {
                // Whose certificate it is has been tested elsewhere; here only the work counts.
                var secured = new SslStream(stream, false, (_, _, _, _) => true);
                await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = server.Host }, cancel);
                stream = secured;
            }

            return new Connection(stream);
        }

        public async ValueTask AskAsync(byte[] request, CancellationToken cancel)
        {
            await stream.WriteAsync(request, cancel);
            int length = 0;

            do
            {
                int read = await stream.ReadAsync(_buffer.AsMemory(length), cancel);
                length += read > 0 ? read : throw new IOException("the server closed the connection");
            }
            while (!IsWhole(_buffer.AsSpan(0, length)));
        }

        public void Dispose() => stream.Dispose();

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

            ReadOnlySpan<byte> name = "content-length: "u8;
            int at = Encoding.ASCII.GetString(answer[..end]).IndexOf("content-length: ", StringComparison.OrdinalIgnoreCase);
            Utf8Parser.TryParse(answer[(at + name.Length)..], out int length, out _);
            return at >= 0 && answer.Length >= end + 4 + length;
        }
    }
}
