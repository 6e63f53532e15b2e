using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Board;
using NanoAgent.Checks;
using NanoAgent.Report;

namespace NanoAgent;

/// <summary>The agent: looks, signs, reports, remembers. One cycle at a time, on one thread.</summary>
public sealed class Agent
{
    private readonly IBoard _board;
    private readonly ICheck[] _checks;
    private readonly Outbox _outbox;
    private readonly ReportClient _client;
    private readonly ProbeMemory _probes;
    private readonly CheckContext _context;
    private readonly Policy _policy;
    private readonly IHeap _heap;

    /// <summary>Composes the agent.</summary>
    /// <param name="board">The unit.</param>
    /// <param name="checks">The checks, in the order in which they run and stand in a token; 1 to 48.</param>
    /// <param name="context">What checks may use; over the same board.</param>
    /// <param name="outbox">Where observations wait.</param>
    /// <param name="client">Delivers them.</param>
    /// <param name="policy">What may be done on this unit.</param>
    /// <param name="heap">The platform's heap, or null where nobody need care.</param>
    public Agent(IBoard board, ICheck[] checks, CheckContext context, Outbox outbox, ReportClient client, Policy policy, IHeap heap)
    {
        _board = board;
        _checks = checks;
        _context = context;
        _outbox = outbox;
        _client = client;
        _policy = policy;
        _heap = heap;
        _probes = new ProbeMemory(context.Memory);
    }

    /// <summary>The findings of the last cycle; null before the first.</summary>
    public Finding[] Findings { get; private set; }

    /// <summary>One cycle: a nonce, the checks under it, the observation into the outbox, and all that waits to the collector.</summary>
    /// <returns>How delivering ended; the observation is kept whatever it says.</returns>
    /// <exception cref="FlashException">The medium took no observation.</exception>
    public DeliveryOutcome RunCycle()
    {
        Compact();
        string nonce = _client.TakeNonce();
        string state = Fingerprint.Of(_board);
        Findings = Look(state);
        uint number = _outbox.NextNumber;
        _outbox.Append(Observe(number));
        Compact();
        DeliveryOutcome outcome = _client.Deliver(number, nonce);

        if (outcome == DeliveryOutcome.Delivered)
        {
            Remember(state, number);
        }

        return outcome;
    }

    private Finding[] Look(string state)
    {
        var findings = new Finding[_checks.Length];

        for (int i = 0; i < _checks.Length; i++)
        {
            ICheck check = _checks[i];
            Finding known = check.Intrusion == Intrusion.Probes && !_policy.Forbids(check.Id) ? _probes.Recall(check.Id, state) : null;
            findings[i] = known ?? CheckRunner.Run(check, _context, _policy, _heap);
        }

        return findings;
    }

    private Observation Observe(uint number)
    {
        IEventLog log = _board.EventLog;
        byte[] head = log != null && log.Presence == Presence.Present ? log.Head() : null;
        return new Observation(number, _outbox.LastHash(), Findings)
        {
            At = _board.Clock.IsSet == Answer.Yes ? _board.Clock.UtcSeconds : Profile.NoTime,
            SoftwareName = _board.Identity.FirmwareName,
            SoftwareVersion = _board.Identity.FirmwareVersion,
            UptimeSeconds = (uint)(_board.Clock.UptimeMs / 1000),
            BootCount = _board.Identity.BootCount,
            DebugEnabled = DebugEnabled(_board.Debug),
            LogCount = head == null ? 0 : log.Count,
            LogHead = head,
        };
    }

    // RFC 9711 §4.2.9: "disabled" only when every way in is known to be closed; one that is open is enough for "enabled".
    private static Answer DebugEnabled(IDebugPort debug)
    {
        if (debug == null || debug.Presence != Presence.Present)
        {
            return Answer.Unknown;
        }

        if (debug.Attached == Answer.Yes || debug.WireProtocolOpen == Answer.Yes || debug.JtagOpen == Answer.Yes)
        {
            return Answer.Yes;
        }

        bool allClosed = debug.Attached == Answer.No && debug.WireProtocolOpen == Answer.No && debug.JtagOpen == Answer.No;
        return allClosed ? Answer.No : Answer.Unknown;
    }

    private void Remember(string state, uint number)
    {
        for (int i = 0; i < _checks.Length; i++)
        {
            if (_checks[i].Intrusion == Intrusion.Probes)
            {
                _probes.Keep(Findings[i], state, number);
            }
        }
    }

    private void Compact()
    {
        if (_heap != null)
        {
            _heap.Compact();
        }
    }
}
