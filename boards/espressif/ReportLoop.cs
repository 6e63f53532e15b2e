using System;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Boards.Configuration;
using NanoAgent.Report;

namespace NanoAgent.Boards.Espressif;

/// <summary>Connects, looks, reports and waits, again and again; nothing that happens on the way ends it.</summary>
public sealed class ReportLoop
{
    private readonly Agent _agent;
    private readonly ReportClient _client;
    private readonly WifiNetwork _network;
    private readonly TimeSync _time;
    private readonly IRandomSource _random;
    private readonly IHeap _heap;
    private readonly UnitConfiguration _configuration;
    private readonly Backoff _backoff;

    /// <summary>Composes the loop.</summary>
    public ReportLoop(Agent agent, ReportClient client, WifiNetwork network, TimeSync time, IRandomSource random, IHeap heap, UnitConfiguration configuration)
    {
        _agent = agent;
        _client = client;
        _network = network;
        _time = time;
        _random = random;
        _heap = heap;
        _configuration = configuration;
        _backoff = new Backoff(random);
    }

    /// <summary>Follows the collector's announcements after a delivery; null where nobody does.</summary>
    public CollectorFollower Follower { get; set; }

    /// <summary>Runs for ever, or until deep sleep: a unit that sleeps starts anew.</summary>
    public void Run()
    {
        while (true)
        {
            int wait = WaitAfter(Step());

            if (_configuration.SleepsDeeply)
            {
                Pause.Asleep(wait);
            }
            else
            {
                Pause.Awake(wait);
            }
        }
    }

    /// <summary>One cycle, with everything around it. Never throws: what the medium has not taken is lost, and what it holds stays.</summary>
    /// <returns>How delivering ended; Unknown when the cycle broke off.</returns>
    public DeliveryOutcome Step()
    {
        try
        {
            return StepCore(this);
        }
        catch (OutOfMemoryException)
        {
            // The next cycle begins with a compaction.
        }
        catch (FlashException)
        {
            Console.WriteLine("flash failed or is full");
        }
        catch (Exception e)
        {
            Console.WriteLine("cycle broke off: " + e.Message);
        }

        return DeliveryOutcome.Unknown;
    }

    /// <summary>Milliseconds to wait after a cycle: the interval, a tenth more or less so that a fleet does not report in step, or the back-off after a failure.</summary>
    /// <remarks>A unit that sleeps deeply forgets how often it failed and would knock at the shortest back-off for ever: it always takes the interval.</remarks>
    public int WaitAfter(DeliveryOutcome outcome)
    {
        int interval = Jittered(_configuration.IntervalSeconds);

        if (outcome == DeliveryOutcome.Delivered)
        {
            _backoff.Reset();
        }

        bool soon = outcome == DeliveryOutcome.Unknown || outcome == DeliveryOutcome.Unreachable || outcome == DeliveryOutcome.SignerFault;
        return soon && !_configuration.SleepsDeeply ? Shorter(_backoff.NextMs(), interval) : interval;
    }

    // Static, as is whatever stands below a compaction (boards/nanoclr/README.md, "A defect of the interpreter").
    private static DeliveryOutcome StepCore(ReportLoop loop)
    {
        if (loop._network.Ensure())
        {
            loop._time.Ensure();
        }

        ReportClient client = loop._client;
        string token = loop._configuration.EnrolmentToken;
        DeliveryOutcome outcome = loop._agent.RunCycle();

        if (outcome == DeliveryOutcome.NeedsEnrolment && token != null)
        {
            loop._heap.Compact();
            outcome = client.Enrol(token);
            Console.WriteLine(outcome == DeliveryOutcome.Delivered ? "enrolled" : "not enrolled: " + (client.LastRefusal ?? "no answer"));

            // What was observed before waits, and goes now as one of the past.
            return outcome == DeliveryOutcome.Delivered ? client.Deliver(0, null) : outcome;
        }

        if (outcome == DeliveryOutcome.Delivered && loop.Follower != null)
        {
            loop._heap.Compact();
            Follow(loop.Follower);
        }

        return outcome;
    }

    private static void Follow(CollectorFollower follower)
    {
        try
        {
            follower.Look();
        }
        catch (Exception e)
        {
            // The report has its receipt; that is not undone by this.
            Console.WriteLine("collector not followed: " + e.Message);
        }
    }

    private int Jittered(int seconds)
    {
        byte[] chance = new byte[2];
        _random.Fill(chance);
        int tenth = seconds * 100;
        return (seconds * 1000) - tenth + (int)((long)2 * tenth * ((chance[0] << 8) | chance[1]) / 65535);
    }

    private static int Shorter(int a, int b) => a < b ? a : b;
}
