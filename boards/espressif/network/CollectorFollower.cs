using System;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Boards.Configuration;
using NanoAgent.Following;

namespace NanoAgent.Boards.Espressif;

/// <summary>Once a day reads what the collector announces, and follows a new pin or address (agent/following).</summary>
public sealed class CollectorFollower : ICollectorPages
{
    private const int DaySeconds = 86400;

    private readonly KnownCollector _known;
    private readonly IClock _clock;

    private long _lookedAtMs = -1;

    /// <summary>Opens what is known of the collector that the unit file names.</summary>
    public CollectorFollower(UnitConfiguration configuration, IFlash flash, IClock clock)
    {
        PinnedServer made = PinnedServer.CollectorOf(configuration);
        _known = new KnownCollector(flash, made.Url, Base64Url.Encode(Convert.FromBase64String(configuration.CollectorCa)));
        _clock = clock;
        Server = PinnedServer.At(_known.Address, _known.Pin) ?? made;
    }

    /// <summary>The collector as it is known now: one object for the unit's life.</summary>
    public PinnedServer Server { get; }

    /// <summary>Looks when a day has passed: since the announcement that holds, which outlasts deep sleep, and since the last try of this boot.</summary>
    public void Look()
    {
        long age = _clock.UtcSeconds - _known.IssuedAt;
        bool isFresh = age >= 0 && age < DaySeconds;
        bool wasTried = _lookedAtMs >= 0 && _clock.UptimeMs - _lookedAtMs < DaySeconds * 1000L;

        if (isFresh || wasTried)
        {
            return;
        }

        _lookedAtMs = _clock.UptimeMs;

        if (_known.Follow(this) == AnnouncementOutcome.Taken)
        {
            Server.Become(PinnedServer.At(_known.Address, _known.Pin));
            Console.WriteLine("collector is now " + Server.Url);
        }
    }

    /// <inheritdoc/>
    public string Get(string address, string pin, string path)
    {
        PinnedServer server = PinnedServer.At(address, pin);
        return server == null ? null : new CollectorLink(server).Get(path);
    }
}
