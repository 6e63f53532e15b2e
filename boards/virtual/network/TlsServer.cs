using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace NanoAgent.Boards.Virtual.Network;

/// <summary>A server of the simulated world on the loopback address: shakes hands over TLS (or just accepts, when it has no certificate) and hangs up.</summary>
public sealed class TlsServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2? _certificate;

    /// <summary>Starts listening.</summary>
    /// <param name="certificate">The server's certificate with its key, or null for a server without TLS.</param>
    public TlsServer(X509Certificate2? certificate)
    {
        _certificate = certificate;
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>The port on the loopback address.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <inheritdoc/>
    public void Dispose()
    {
        // Not disposed with the listener: the loop may still look at it, and it holds nothing but a flag.
        _stop.Cancel();
        _listener.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false);
                _ = GreetAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Dispose stopped the listener.
        }
    }

    private async Task GreetAsync(TcpClient client)
    {
        using (client)
        {
            if (_certificate == null)
            {
                return;
            }

            try
            {
                using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(_certificate).ConfigureAwait(false);
                // Until the client hangs up: a server that closes first may cut off its own last handshake message.
                await tls.ReadAsync(new byte[1]).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or AuthenticationException or SocketException)
            {
                // The client refused the certificate; that is its business.
            }
        }
    }
}
