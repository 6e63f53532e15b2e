using System;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Boards.Espressif;

/// <summary>Ports and radios, as far as managed code sees them: ports by trying to bind them, radios by the stored configuration.</summary>
public sealed class EspressifInterfaces : IInterfaces
{
    /// <summary>What firmware of this kind might open: FTP, SSH, Telnet, HTTP, HTTPS, MQTT, and their usual second ports.</summary>
    private static readonly int[] s_usual = { 21, 22, 23, 80, 443, 1883, 8080, 8443, 8883 };

    /// <summary>Takes what the vendor declares.</summary>
    /// <param name="declaredPorts">Ports that are needed.</param>
    /// <param name="bluetooth">What the chip's facts say of Bluetooth in the image that runs.</param>
    public EspressifInterfaces(int[] declaredPorts, Answer bluetooth)
    {
        DeclaredPorts = declaredPorts;
        BluetoothOn = bluetooth;
        PortsToTry = new int[declaredPorts.Length + s_usual.Length];
        declaredPorts.CopyTo(PortsToTry, 0);
        s_usual.CopyTo(PortsToTry, declaredPorts.Length);
    }

    /// <inheritdoc/>
    public Presence Presence => Presence.Present;

    /// <summary>The declared ones, then the usual ones; one that is both is tried twice and declared both times.</summary>
    public int[] PortsToTry { get; }

    /// <inheritdoc/>
    public int[] DeclaredPorts { get; }

    /// <summary>Set to true by a product that needs the access point.</summary>
    public bool SoftApDeclared { get; set; }

    /// <summary>No where the image has no Bluetooth; else unknown, for managed code cannot see whether it advertises.</summary>
    public Answer BluetoothOn { get; }

    /// <summary>Set to true by a product that needs Bluetooth.</summary>
    public bool BluetoothDeclared { get; set; }

    /// <inheritdoc/>
    public Answer SoftApOn
    {
        get
        {
            WirelessAPConfiguration[] all = WirelessAPConfiguration.GetAllWirelessAPConfigurations();
            bool on = false;

            for (int i = 0; i < all.Length; i++)
            {
                on |= IsOn(all[i]);
            }

            return on ? Answer.Yes : Answer.No;
        }
    }

    /// <inheritdoc/>
    public Answer SmartConfigOn
    {
        get
        {
            Wireless80211Configuration[] all = Wireless80211Configuration.GetAllWireless80211Configurations();
            bool on = false;

            for (int i = 0; i < all.Length; i++)
            {
                on |= (all[i].Options & Wireless80211Configuration.ConfigurationOptions.SmartConfig) == Wireless80211Configuration.ConfigurationOptions.SmartConfig;
            }

            return on ? Answer.Yes : Answer.No;
        }
    }

    /// <inheritdoc/>
    public Answer PortInUse(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return Answer.No;
        }
        catch (SocketException e)
        {
            // Any other failure, no socket left among them, says nothing about the port.
            return e.ErrorCode == (int)SocketError.AddressAlreadyInUse ? Answer.Yes : Answer.Unknown;
        }
        finally
        {
            socket.Close();
        }
    }

    /// <summary>Is this access point on, as configured? An option that says both is on.</summary>
    internal static bool IsOn(WirelessAPConfiguration configuration) => (configuration.Options & WirelessAPConfiguration.ConfigurationOptions.Enable) != 0;
}
