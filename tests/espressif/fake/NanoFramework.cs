using System.Device.Wifi;
using NanoAgent.Tests.Espressif.Fake;

namespace System.Device.Wifi
{
    public enum WifiReconnectionKind
    {
        Automatic = 0, Manual = 1,
    }
}

namespace nanoFramework.Networking
{
    public static class WifiNetworkHelper
    {
        public static bool ConnectDhcp(string ssid, string password, WifiReconnectionKind kind, bool requiresDateTime, int adapter, CancellationToken token)
        {
            (World.Station.Ssid, World.Station.Password) = (ssid, password);
            World.Station.Options = System.Net.NetworkInformation.Wireless80211Configuration.ConfigurationOptions.AutoConnect;
            World.WifiSaves++;
            return Reconnect(requiresDateTime, adapter, token);
        }

        public static bool Reconnect(bool requiresDateTime, int adapter, CancellationToken token)
        {
            World.Allocate();
            World.IsConnected = World.WifiAnswers;
            World.Pass(World.WifiAnswers ? 3000 : 30000);
            return World.IsConnected;
        }
    }

    public static class Sntp
    {
        public static bool IsStarted => World.SntpStarted;

        public static string Server1 { get; set; }

        public static void Start()
        {
            World.Allocate();
            World.SntpStarted = true;
        }
    }
}

namespace nanoFramework.Runtime.Native
{
    public static class GC
    {
        public static uint Run(bool compactHeap) => 30_000;
    }

    public static class SystemInfo
    {
        public static Version Version => new(1, 17, 0, 257);

        public static string TargetName => World.TargetName;

        public static string OEMString => "nanoCLR running @ ESP32 built with ESP-IDF v5.5.4";
    }
}

namespace nanoFramework.Hardware.Esp32
{
    public enum EspNativeError
    {
        OK = 0, FAIL = -1,
    }

    public static class NativeMemory
    {
        public enum MemoryType
        {
            All = 0, Internal = 1, SpiRam = 2,
        }

        public static void GetMemoryInfo(MemoryType type, out uint total, out uint free, out uint largest) => (total, free, largest) = (160_000, World.NativeFree, World.NativeBlock);
    }

    public static class Sleep
    {
        private static TimeSpan s_timer;

        public static EspNativeError EnableWakeupByTimer(TimeSpan time)
        {
            s_timer = time;
            return World.CanDeepSleep ? EspNativeError.OK : EspNativeError.FAIL;
        }

        public static void StartDeepSleep() => World.DeepSleep = s_timer;
    }
}
