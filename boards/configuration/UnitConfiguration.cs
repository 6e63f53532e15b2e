using System;

namespace NanoAgent.Boards.Configuration;

/// <summary>
/// What a unit is told on the production line, as the text of the unit file: the header, then one <c>key=value</c> a line, each
/// key at most once, lines ended by <c>\n</c>, printable ASCII. <c>nanoagent board config</c> writes it, the firmware reads it at every boot.
/// </summary>
/// <remarks>Strict on purpose: a file that was damaged or mistyped is refused whole, never half obeyed. Members that the file does not set are null or the default.</remarks>
public sealed class UnitConfiguration
{
    /// <summary>The first line. The number grows when a reader of before could not obey a file.</summary>
    public const string Header = "nanoagent-unit 1";

    /// <summary>Most characters of a file.</summary>
    public const int MaxLength = 4096;

    /// <summary>Shortest time between reports, in seconds.</summary>
    public const int MinInterval = 60;

    /// <summary>Longest time between reports, in seconds: two days. A collector calls a unit stale that is silent for longer.</summary>
    public const int MaxInterval = 172800;

    /// <summary>Time between reports unless told otherwise, in seconds.</summary>
    public const int DefaultInterval = 3600;

    /// <summary>Port of the collector unless told otherwise.</summary>
    public const int DefaultPort = 443;

    private static readonly int[] s_none = new int[0];

    /// <summary>Model designation, 1 to 32 characters. Must be there.</summary>
    public string Model { get; set; }

    /// <summary>The collector's host name or IPv4 address, 1 to 64 of a-z, 0-9, dot and hyphen. Must be there; its certificate must carry it.</summary>
    public string CollectorHost { get; set; }

    /// <summary>The collector's port, 1 to 65535.</summary>
    public int CollectorPort { get; set; } = DefaultPort;

    /// <summary>The certificate authority that must have issued the collector's certificate, DER in base64, at most 2,048 characters. Must be there.</summary>
    public string CollectorCa { get; set; }

    /// <summary>A one-time enrolment token, at most 128 characters. Optional; a secret until it is used.</summary>
    public string EnrolmentToken { get; set; }

    /// <summary>Name of the Wi-Fi network, 1 to 32 characters. Optional: without it the network that the device already knows is used.</summary>
    public string WifiSsid { get; set; }

    /// <summary>Its passphrase, 8 to 63 characters, or null for an open network. A secret.</summary>
    public string WifiPassword { get; set; }

    /// <summary>The time server, or null for the platform's own.</summary>
    public string TimeServer { get; set; }

    /// <summary>Seconds between reports.</summary>
    public int IntervalSeconds { get; set; } = DefaultInterval;

    /// <summary>Does the unit sleep deeply between reports? For battery: everything but flash and clock is lost in between.</summary>
    public bool SleepsDeeply { get; set; }

    /// <summary>TCP ports that the vendor declares as needed, at most 16.</summary>
    public int[] DeclaredPorts { get; set; } = s_none;

    /// <summary>Name of the batch whose key makes the tags of factory-set credentials: a-z, 0-9 and hyphen, 1 to 32 characters. Optional, with <see cref="TagKey"/>.</summary>
    public string TagBatch { get; set; }

    /// <summary>The batch's tag key, 16 to 64 bytes; base64 in the file. Optional, with <see cref="TagBatch"/>; a secret of the batch (attestation/SPEC.md, "Credential tags").</summary>
    public byte[] TagKey { get; set; }

    /// <summary>Reads the text of a unit file.</summary>
    /// <param name="text">As read; may be null and hold anything.</param>
    /// <param name="configuration">What it says; null when it was refused.</param>
    /// <param name="line">The line that was refused, from 1; 0 when none is at fault.</param>
    /// <returns>Why it was refused, or <see cref="ConfigurationFault.None"/>.</returns>
    public static ConfigurationFault Read(string text, out UnitConfiguration configuration, out int line) => new ConfigurationReader().Read(text, out configuration, out line);

    /// <summary>The text of the unit file. It reads back only when every member is in its bounds.</summary>
    public string ToText()
    {
        string text = Header + "\n" + Line("model", Model) + Line("collector-host", CollectorHost) + Line("collector-port", CollectorPort.ToString())
            + Line("collector-ca", CollectorCa) + Line("enrolment-token", EnrolmentToken) + Line("wifi-ssid", WifiSsid) + Line("wifi-password", WifiPassword)
            + Line("time-server", TimeServer) + Line("interval", IntervalSeconds.ToString()) + Line("deep-sleep", SleepsDeeply ? "yes" : "no");
        text += Line("tag-batch", TagBatch) + Line("tag-key", TagKey == null ? null : Convert.ToBase64String(TagKey));
        return text + Line("declared-ports", DeclaredPorts.Length == 0 ? null : Ports());
    }

    private string Ports()
    {
        string ports = "";

        for (int i = 0; i < DeclaredPorts.Length; i++)
        {
            ports += (i == 0 ? "" : ",") + DeclaredPorts[i].ToString();
        }

        return ports;
    }

    private static string Line(string key, string value) => value == null ? "" : key + "=" + value + "\n";
}
