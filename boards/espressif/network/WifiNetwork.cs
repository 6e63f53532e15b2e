using System;
using System.Device.Wifi;
using System.Net.NetworkInformation;
using System.Threading;
using nanoFramework.Networking;
using NanoAgent.Boards.Configuration;

namespace NanoAgent.Boards.Espressif;

/// <summary>The Wi-Fi station: joins the configured network, or waits for the one that the device knows.</summary>
public sealed class WifiNetwork
{
    private const int PatienceMs = 30000;
    private const string NoAddress = "0.0.0.0";

    private readonly string _ssid;
    private readonly string _password;

    /// <summary>Takes what the unit file says; nothing is connected yet.</summary>
    public WifiNetwork(UnitConfiguration configuration)
    {
        _ssid = configuration.WifiSsid;
        _password = configuration.WifiPassword ?? "";
    }

    /// <summary>Has a Wi-Fi station of this device an address now?</summary>
    public static bool HasAddress()
    {
        NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();

        for (int i = 0; i < all.Length; i++)
        {
            string address = all[i].IPv4Address;

            if (all[i].NetworkInterfaceType == NetworkInterfaceType.Wireless80211 && address != null && address.Length > 0 && address != NoAddress)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Connects when it is not connected; waits up to 30 s.</summary>
    /// <returns>Is it connected now?</returns>
    public bool Ensure()
    {
        try
        {
            return HasAddress() || Connect();
        }
        catch (Exception e) when (!(e is OutOfMemoryException))
        {
            return false;
        }
    }

    private bool Connect()
    {
        using (var patience = new CancellationTokenSource(PatienceMs))
        {
            // Connecting writes the network into flash each time; waiting for the one that is stored does not, and an access point may be away for days.
            return _ssid == null || IsStored()
                ? WifiNetworkHelper.Reconnect(false, 0, patience.Token)
                : WifiNetworkHelper.ConnectDhcp(_ssid, _password, WifiReconnectionKind.Automatic, false, 0, patience.Token);
        }
    }

    private bool IsStored()
    {
        Wireless80211Configuration[] known = Wireless80211Configuration.GetAllWireless80211Configurations();

        for (int i = 0; i < known.Length; i++)
        {
            bool joinsByItself = (known[i].Options & Wireless80211Configuration.ConfigurationOptions.AutoConnect) == Wireless80211Configuration.ConfigurationOptions.AutoConnect;

            if (joinsByItself && known[i].Ssid == _ssid && known[i].Password == _password)
            {
                return true;
            }
        }

        return false;
    }
}
