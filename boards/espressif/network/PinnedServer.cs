using System;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Boards.Configuration;

namespace NanoAgent.Boards.Espressif;

/// <summary>A server and how it is verified. The connection and the probes of it use this same object, so that a probe says something about the connection.</summary>
public sealed class PinnedServer
{
    /// <summary>Pins a server.</summary>
    /// <param name="host">Host name or IPv4 address, which its certificate must carry.</param>
    /// <param name="port">Port, 1 to 65535.</param>
    /// <param name="anchor">The authority that must have issued its certificate, DER. Text (PEM) would need a closing zero.</param>
    /// <exception cref="Exception">The certificate cannot be read: nanoFramework throws no type of its own.</exception>
    public PinnedServer(string host, int port, byte[] anchor)
    {
        Host = host;
        Port = port;
        Anchor = new X509Certificate(anchor);
    }

    /// <summary>Host name or address.</summary>
    public string Host { get; private set; }

    /// <summary>Port.</summary>
    public int Port { get; private set; }

    /// <summary>The authority.</summary>
    public X509Certificate Anchor { get; private set; }

    /// <summary>TLS 1.2: what every image has. 1.3 has to be asked for, and then nothing is below it.</summary>
    public SslProtocols Protocols => SslProtocols.Tls12;

    /// <summary>The only value that makes native code verify. <c>VerifyPeer</c> verifies nothing.</summary>
    public SslVerification Verification => SslVerification.CertificateRequired;

    /// <summary>The address, without a path.</summary>
    public string Url => "https://" + Host + ":" + Port.ToString();

    /// <summary>How that is called in a finding.</summary>
    public ChannelKind Channel => Verification == SslVerification.CertificateRequired ? ChannelKind.TlsVerified : ChannelKind.TlsUnverified;

    /// <summary>The lowest version that these settings allow. Native code turns older ones into 1.2, and none into 1.3.</summary>
    public TlsFloor Floor => (Protocols & SslProtocols.Tls12) != 0 ? TlsFloor.Tls12 : TlsFloor.Tls13;

    /// <summary>The collector that a unit file names.</summary>
    public static PinnedServer CollectorOf(UnitConfiguration configuration) =>
        new PinnedServer(configuration.CollectorHost, configuration.CollectorPort, Convert.FromBase64String(configuration.CollectorCa));

    /// <summary>A server by address and authority as they come from outside.</summary>
    /// <param name="address">https, host and maybe a port, without a path.</param>
    /// <param name="pin">DER in base64url.</param>
    /// <returns>The server, or null when these are none.</returns>
    public static PinnedServer At(string address, string pin)
    {
        try
        {
            var uri = new Uri(address);
            return uri.Scheme == "https" && uri.AbsolutePath.Length <= 1 && Base64Url.TryDecode(pin, out byte[] anchor)
                ? new PinnedServer(uri.Host, uri.Port, anchor)
                : null;
        }
        catch (Exception e) when (!(e is OutOfMemoryException))
        {
            // Neither the address's reader nor the certificate's throws a type of its own.
            return null;
        }
    }

    /// <summary>Takes the place of this one: connection and probes go to the other from now on.</summary>
    public void Become(PinnedServer other)
    {
        Host = other.Host;
        Port = other.Port;
        Anchor = other.Anchor;
    }
}
