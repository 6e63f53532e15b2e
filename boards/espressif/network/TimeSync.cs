using System;
using System.Threading;
using nanoFramework.Networking;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Boards.Configuration;

namespace NanoAgent.Boards.Espressif;

/// <summary>Sets the clock by SNTP. Until then no certificate can be accepted: every one begins after 1970.</summary>
public sealed class TimeSync
{
    private const int PatienceMs = 20000;
    private const int StepMs = 500;

    private readonly IClock _clock;
    private readonly string _server;

    /// <summary>Makes it; nothing is asked yet.</summary>
    /// <param name="clock">The clock that shows whether it worked.</param>
    /// <param name="configuration">Names the server, or leaves it to the platform.</param>
    public TimeSync(IClock clock, UnitConfiguration configuration)
    {
        _clock = clock;
        _server = configuration.TimeServer;
    }

    /// <summary>Starts asking when it does not yet, and waits up to 20 s for the first answer. Once started, the platform goes on asking by itself.</summary>
    /// <returns>Is the clock set now?</returns>
    public bool Ensure()
    {
        try
        {
            if (!Sntp.IsStarted)
            {
                if (_server != null)
                {
                    Sntp.Server1 = _server;
                }

                Sntp.Start();
            }

            long end = _clock.UptimeMs + PatienceMs;

            while (_clock.IsSet != Answer.Yes && _clock.UptimeMs < end)
            {
                Thread.Sleep(StepMs);
            }
        }
        catch (Exception e) when (!(e is OutOfMemoryException))
        {
            // No time server is no reason to stop: what is observed waits, and says that it has no time.
        }

        return _clock.IsSet == Answer.Yes;
    }
}
