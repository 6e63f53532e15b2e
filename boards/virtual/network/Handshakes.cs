using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using NanoAgent.Board;

namespace NanoAgent.Boards.Virtual.Network;

/// <summary>Real handshakes with a server, as the simulated firmware's TLS stack would make them.</summary>
internal static class Handshakes
{
    /// <summary>How long a server may take.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Connects without TLS and hangs up.</summary>
    public static Handshake Plain(string address, int port)
    {
        try
        {
            using TcpClient client = Connect(address, port);
            return Handshake.Completed;
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            return Handshake.Unreachable;
        }
    }

    /// <summary>Shakes hands over TLS and hangs up.</summary>
    /// <param name="address">Where to connect.</param>
    /// <param name="port">Port there.</param>
    /// <param name="host">The host name that the client expects.</param>
    /// <param name="anchor">The one certificate authority that it trusts.</param>
    /// <param name="settings">What its TLS stack looks at.</param>
    /// <param name="now">The unit's time; null when its clock was never set, and then no date is looked at.</param>
    public static Handshake Tls(string address, int port, string host, X509Certificate2 anchor, TlsClientSettings settings, DateTimeOffset? now)
    {
        bool refused = false;

        try
        {
            using TcpClient client = Connect(address, port);
            using var tls = new SslStream(client.GetStream(), false, (_, certificate, _, errors) =>
            {
                refused = !Trusts(certificate, errors, anchor, settings, now);
                return !refused;
            });
            using var patience = new CancellationTokenSource(s_patience);
            var options = new SslClientAuthenticationOptions
            {
                TargetHost = host,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            };
            tls.AuthenticateAsClientAsync(options, patience.Token).GetAwaiter().GetResult();
            return Handshake.Completed;
        }
        catch (Exception e) when (e is AuthenticationException or IOException or SocketException or OperationCanceledException)
        {
            // Only a certificate that was looked at was refused. A server that hung up taught nothing.
            return refused ? Handshake.Refused : Handshake.Unreachable;
        }
    }

    private static bool Trusts(X509Certificate? certificate, SslPolicyErrors errors, X509Certificate2 anchor, TlsClientSettings settings, DateTimeOffset? now)
    {
        if (certificate is not X509Certificate2 leaf)
        {
            return false;
        }

        return (!settings.ChecksHost || !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            && (!settings.ChecksDates || now == null || (now >= anchor.NotBefore && now <= anchor.NotAfter))
            && (!settings.ChecksChain || EndsIn(anchor, leaf));
    }

    private static bool EndsIn(X509Certificate2 anchor, X509Certificate2 leaf)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(anchor);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // The unit's clock decides about dates, not the host's.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(leaf);
    }

    private static TcpClient Connect(string address, int port)
    {
        var client = new TcpClient();

        try
        {
            using var patience = new CancellationTokenSource(s_patience);
            client.ConnectAsync(address, port, patience.Token).AsTask().GetAwaiter().GetResult();
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
