using System;
using System.Threading;
using nanoFramework.Hardware.Esp32;

namespace NanoAgent.Boards.Espressif;

/// <summary>How a unit waits.</summary>
internal static class Pause
{
    /// <summary>Between tries to start, in milliseconds.</summary>
    public const int RetryMs = 15000;

    /// <summary>Waits and keeps everything.</summary>
    public static void Awake(int milliseconds) => Thread.Sleep(milliseconds);

    /// <summary>Switches off all but the clock, and boots anew after the time. Comes back only when the chip refused.</summary>
    public static void Asleep(int milliseconds)
    {
        if (Sleep.EnableWakeupByTimer(TimeSpan.FromMilliseconds(milliseconds)) == EspNativeError.OK)
        {
            Sleep.StartDeepSleep();
        }

        // Without a timer nothing would ever wake it.
        Thread.Sleep(milliseconds);
    }
}
