using NanoAgent.Tests.Espressif.Fake;

// The platform's types, under its names, as far as boards/espressif uses them. What a member does on a chip and does not say here is in the board's README.
namespace System
{
    /// <summary>nanoFramework's, which has no kinds but UTC; 1970 until something sets it.</summary>
    public struct DateTime
    {
        private readonly long _seconds;

        private DateTime(long seconds) => _seconds = seconds;

        public static DateTime UtcNow => new((World.ClockIsSet ? World.TrueTime : 0) + (World.Uptime / 1000));

        public static DateTime FromUnixTimeSeconds(long seconds) => new(seconds);

        public readonly long ToUnixTimeSeconds() => _seconds;
    }

    public static class Environment
    {
        /// <summary>Asking takes a millisecond, so that a loop that waits for time ends.</summary>
        public static long TickCount64
        {
            get
            {
                World.Pass(1);
                return World.Uptime;
            }
        }
    }

    public static class Console
    {
        public static void WriteLine(string text) => World.Console.Add(text);
    }
}

namespace System.Diagnostics
{
    public static class Debugger
    {
        public static bool IsAttached => World.DebuggerAttached;
    }
}

namespace System.Threading
{
    public static class Thread
    {
        public static void Sleep(int milliseconds) => World.Pass(milliseconds);
    }
}

namespace System.Security.Cryptography
{
    public static class HMACSHA256
    {
        public static byte[] HashData(byte[] key, byte[] source)
        {
            World.Allocate();

            if (!World.HasNativeHmac)
            {
                throw new NotImplementedException();
            }

            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
            hmac.AppendData(source);
            return hmac.GetHashAndReset();
        }
    }
}
