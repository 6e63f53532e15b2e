using NanoAgent.Report;

namespace NanoAgent.Tests.Espressif.Fake;

/// <summary>All that the fake platform stands on: time, radio, name service, server, flash and memory of one chip. Static, because the platform is.</summary>
internal static class World
{
    /// <summary>2026-06-01 UTC, the true time of this world.</summary>
    public const long TrueTime = 1780272000;

    public const string Host = "collector.example";

    public static ICollectorLink Collector { get; set; }

    /// <summary>Milliseconds since boot; only sleeping and asking move it.</summary>
    public static long Uptime { get; set; }

    public static bool ClockIsSet { get; set; }

    public static bool SntpAnswers { get; set; }

    public static bool WifiAnswers { get; set; }

    public static bool IsConnected { get; set; }

    public static bool DnsAnswers { get; set; }

    /// <summary>What the server's certificate was issued by; handshakes against another anchor fail.</summary>
    public static byte[] ServerAnchor { get; set; }

    /// <summary>Does the platform look at certificates at all?</summary>
    public static bool Verifies { get; set; }

    public static bool ServerIsUp { get; set; }

    /// <summary>A status that the server gives to everything instead of asking the collector; 0 for none.</summary>
    public static int Status { get; set; }

    public static uint NativeFree { get; set; }

    public static uint NativeBlock { get; set; }

    public static int FlashBytes { get; set; }

    public static bool HasNativeHmac { get; set; }

    public static string TargetName { get; set; }

    public static bool DebuggerAttached { get; set; }

    public static HashSet<int> OpenPorts { get; } = [];

    public static Dictionary<string, byte[]> Files { get; } = [];

    public static HashSet<string> Folders { get; } = [];

    public static List<string> Console { get; } = [];

    public static int WifiSaves { get; set; }

    public static int Connections { get; set; }

    /// <summary>Responses that were handed out and not disposed.</summary>
    public static int OpenResponses { get; set; }

    public static int Clients { get; set; }

    public static bool SntpStarted { get; set; }

    public static TimeSpan? DeepSleep { get; set; }

    public static bool CanDeepSleep { get; set; }

    /// <summary>What the server shows to everybody, by path and query.</summary>
    public static Dictionary<string, string> Pages { get; } = [];

    /// <summary>A second authority that vouches for the server, as while a pin is replaced; empty for none.</summary>
    public static byte[] OtherAnchor { get; set; }

    /// <summary>Calls into the platform that allocate, so far.</summary>
    public static int Allocations { get; set; }

    /// <summary>The call that runs out of memory, by its number; 0 for none.</summary>
    public static int OutOfMemoryAt { get; set; }

    /// <summary>How many in a row do.</summary>
    public static int OutOfMemoryFor { get; set; }

    public static System.Net.NetworkInformation.Wireless80211Configuration Station { get; private set; }

    public static System.Net.NetworkInformation.WirelessAPConfiguration AccessPoint { get; private set; }

    /// <summary>A chip out of the box beside a network that works.</summary>
    public static void Reset()
    {
        Files.Clear();
        Folders.Clear();
        OpenPorts.Clear();
        Console.Clear();
        (Collector, Uptime, ClockIsSet, SntpAnswers, WifiAnswers, IsConnected, DnsAnswers) = (null, 500, false, true, true, false, true);
        (ServerAnchor, Verifies, ServerIsUp, Status, NativeFree, NativeBlock, FlashBytes) = ([1, 2, 3], true, true, 0, 90_000, 58_000, 256 * 1024);
        (HasNativeHmac, TargetName, DebuggerAttached, WifiSaves, Connections, OpenResponses) = (true, "ESP32_REV3", false, 0, 0, 0);
        Pages.Clear();
        OtherAnchor = [];
        (Clients, SntpStarted, DeepSleep, CanDeepSleep) = (0, false, null, true);
        (Allocations, OutOfMemoryAt, OutOfMemoryFor) = (0, 0, 0);
        Station = new() { Options = System.Net.NetworkInformation.Wireless80211Configuration.ConfigurationOptions.SmartConfig };
        AccessPoint = new() { Ssid = "nano_123456", Password = "nanoframework", Options = System.Net.NetworkInformation.WirelessAPConfiguration.ConfigurationOptions.Disable };
    }

    /// <summary>Power goes and comes: flash stays, and the clock begins in 1970.</summary>
    public static void Reboot() => (Uptime, ClockIsSet, IsConnected, SntpStarted) = (500, false, false, false);

    /// <summary>One allocation of the platform.</summary>
    public static void Allocate()
    {
        Allocations++;

        if (OutOfMemoryAt > 0 && Allocations >= OutOfMemoryAt && Allocations < OutOfMemoryAt + OutOfMemoryFor)
        {
            throw new OutOfMemoryException();
        }
    }

    public static void Pass(long milliseconds)
    {
        Uptime += milliseconds;
        ClockIsSet |= SntpStarted && SntpAnswers && IsConnected;
    }

    /// <summary>What mbedTLS would say to a certificate.</summary>
    public static bool Trusts(string host, byte[] anchor, System.Net.Security.SslVerification verification) =>
        !Verifies || verification != System.Net.Security.SslVerification.CertificateRequired
        || (ClockIsSet && host == Host && (anchor.AsSpan().SequenceEqual(ServerAnchor) || anchor.AsSpan().SequenceEqual(OtherAnchor)));
}
