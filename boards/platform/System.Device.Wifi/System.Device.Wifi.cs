using System.Net.NetworkInformation;
using System.Threading;

namespace System.Device.Wifi;

public delegate void AvailableNetworksChangedEventHandler(WifiAdapter sender, object e);

public sealed class WifiAdapter : IDisposable
{
    public int NetworkInterface => throw null;
    public WifiNetworkReport NetworkReport => throw null;
    public event AvailableNetworksChangedEventHandler AvailableNetworksChanged { add { } remove { } }
    public WifiConnectionResult Connect(WifiAvailableNetwork availableNetwork, WifiReconnectionKind reconnectionKind, string passwordCredential) => throw null;
    public WifiConnectionResult Connect(string ssid, WifiReconnectionKind reconnectionKind, string passwordCredential) => throw null;
    public void Disconnect() => throw null;
    public static WifiAdapter[] FindAllAdapters() => throw null;
    public void SetDeviceName(string deviceName) => throw null;
    public void ScanAsync() => throw null;
    public void Dispose() => throw null;
    internal WifiAdapter() => throw null;
}

public class WifiAvailableNetwork
{
    public string Bsid => throw null;
    public string Ssid => throw null;
    public WifiNetworkKind NetworkKind => throw null;
    public double NetworkRssiInDecibelMilliwatts => throw null;
    public byte SignalBars => throw null;
    public WifiAvailableNetwork() => throw null;
}

public class WifiConnectionResult
{
    public WifiConnectionStatus ConnectionStatus => throw null;
    internal WifiConnectionResult() => throw null;
}

public enum WifiConnectionStatus
{
    AccessRevoked = 0,
    InvalidCredential = 1,
    NetworkNotAvailable = 2,
    Success = 3,
    Timeout = 4,
    UnspecifiedFailure = 5,
    UnsupportedAuthenticationProtocol = 6,
}

public enum WifiNetworkKind
{
    Adhoc = 0,
    Any = 1,
    Infrastructure = 2,
}

public class WifiNetworkReport
{
    public WifiAvailableNetwork[] AvailableNetworks => throw null;
    internal WifiNetworkReport() => throw null;
}

public enum WifiReconnectionKind
{
    Automatic = 0,
    Manual = 1,
}
