using System.Security.Cryptography.X509Certificates;
using NanoAgent.Tests.Espressif.Fake;

namespace System.Net
{
    public sealed class IPAddress(string name)
    {
        public static readonly IPAddress Any = new("0.0.0.0");

        public string Name { get; } = name;
    }

    public sealed class IPEndPoint(IPAddress address, int port)
    {
        public IPAddress Address { get; } = address;

        public int Port { get; } = port;
    }

    public sealed class IPHostEntry
    {
        public IPAddress[] AddressList { get; init; }
    }

    public static class Dns
    {
        public static IPHostEntry GetHostEntry(string host)
        {
            World.Allocate();
            return World.IsConnected && World.DnsAnswers ? new IPHostEntry { AddressList = [new IPAddress(host)] } : throw new Sockets.SocketException(Sockets.SocketError.HostNotFound);
        }
    }
}

namespace System.Net.Sockets
{
    public enum AddressFamily
    {
        InterNetwork = 2,
    }

    public enum SocketType
    {
        Stream = 1,
    }

    public enum ProtocolType
    {
        Tcp = 6,
    }

    public enum SocketError
    {
        AddressAlreadyInUse = 10048, ConnectionRefused = 10061, HostNotFound = 11001,
    }

    public sealed class SocketException(SocketError error) : Exception
    {
        public int ErrorCode => (int)error;
    }

    public sealed class Socket
    {
        public Socket(AddressFamily family, SocketType type, ProtocolType protocol) => World.Allocate();

        public void Bind(IPEndPoint local)
        {
            if (World.OpenPorts.Contains(local.Port))
            {
                throw new SocketException(SocketError.AddressAlreadyInUse);
            }
        }

        public void Connect(IPEndPoint remote)
        {
            World.Connections++;

            if (!World.ServerIsUp)
            {
                throw new SocketException(SocketError.ConnectionRefused);
            }
        }

        public void Close()
        {
        }
    }
}

namespace System.Net.Security
{
    [Flags]
    public enum SslProtocols
    {
        None = 0, Tls12 = 3072, Tls13 = 12288,
    }

    public enum SslVerification
    {
        NoVerification = 1, VerifyPeer = 2, CertificateRequired = 4, VerifyClientOnce = 8,
    }

    public sealed class SslStream(Sockets.Socket socket) : IDisposable
    {
        public Sockets.Socket Socket { get; } = socket;

        public SslVerification SslVerification { get; set; } = SslVerification.CertificateRequired;

        public void AuthenticateAsClient(string host, X509Certificate client, X509Certificate ca, SslProtocols protocols)
        {
            World.Allocate();
            World.Pass(1200);

            if (!World.Trusts(host, ca.GetRawCertData(), SslVerification))
            {
                throw new Sockets.SocketException(Sockets.SocketError.ConnectionRefused);
            }
        }

        public void Dispose()
        {
        }
    }
}

namespace System.Net.NetworkInformation
{
    public enum NetworkInterfaceType
    {
        Unknown = 1, Wireless80211 = 71, WirelessAP = 72,
    }

    public sealed class NetworkInterface
    {
        public NetworkInterfaceType NetworkInterfaceType { get; private init; }

        public string IPv4Address { get; private init; }

        public static NetworkInterface[] GetAllNetworkInterfaces() =>
        [
            new() { NetworkInterfaceType = NetworkInterfaceType.WirelessAP, IPv4Address = "192.168.4.1" },
            new() { NetworkInterfaceType = NetworkInterfaceType.Wireless80211, IPv4Address = World.IsConnected ? "192.0.2.7" : "0.0.0.0" },
        ];
    }

    public sealed class Wireless80211Configuration
    {
        [Flags]
        public enum ConfigurationOptions
        {
            None = 0, Disable = 1, Enable = 2, AutoConnect = 6, SmartConfig = 10,
        }

        public ConfigurationOptions Options { get; set; }

        public string Ssid { get; set; } = "";

        public string Password { get; set; } = "";

        public static Wireless80211Configuration[] GetAllWireless80211Configurations() => [World.Station];
    }

    public sealed class WirelessAPConfiguration
    {
        [Flags]
        public enum ConfigurationOptions
        {
            None = 0, Disable = 1, Enable = 2, AutoStart = 6, HiddenSSID = 8,
        }

        public ConfigurationOptions Options { get; set; }

        public string Ssid { get; set; } = "";

        public string Password { get; set; } = "";

        public static WirelessAPConfiguration[] GetAllWirelessAPConfigurations() => [World.AccessPoint];
    }
}

namespace System.Security.Cryptography.X509Certificates
{
    public sealed class X509Certificate
    {
        private readonly byte[] _raw;

        public X509Certificate(byte[] certificate)
        {
            World.Allocate();
            _raw = certificate;
        }

        public DateTime GetExpirationDate() => DateTime.FromUnixTimeSeconds(World.TrueTime + (365 * 86400));

        public byte[] GetRawCertData() => _raw;
    }
}
