using System;
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
    private readonly Probes _probes;
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
        _client.Heap = heap;
        _probes = new Probes(checks, board.Flash, context, heap);
        context.MayEraseRealStores = policy.MayEraseRealStores;
        client.LiveReceipts = _probes;
    }

    /// <summary>The findings of the last cycle; null before the first.</summary>
    public Finding[] Findings { get; private set; }

    /// <summary>One cycle: a nonce, the checks under it, the observation into the outbox, and all that waits to the collector.</summary>
    /// <returns>How delivering ended; the observation is kept whatever it says.</returns>
    /// <exception cref="FlashException">The medium took no observation.</exception>
    public DeliveryOutcome RunCycle()
    {
        Compact();
        _probes.Restore();
        string nonce = _client.TakeNonce();
        uint number = _outbox.NextNumber;
        Findings = Look(number, nonce != null, _policy.RestrictedBy(_client.Restrictions));
        _outbox.Append(Observe(number));
        Compact();
        return _client.Deliver(number, nonce);
    }

    private Finding[] Look(uint number, bool live, Policy policy)
    {
        var findings = new Finding[_checks.Length];
        long end = _board.Clock.UptimeMs + policy.MaxCycleMs;

        for (int i = 0; i < _checks.Length; i++)
        {
            findings[i] = _board.Clock.UptimeMs >= end ? Answers.NotRun(_checks[i].Id, Reasons.OutOfTime, null)
                : _checks[i].Intrusion == Intrusion.Probes ? _probes.Ask(i, number, live, policy)
                : CheckRunner.Run(_checks[i], _context, policy, _heap);
        }

        return findings;
    }

    private Observation Observe(uint number)
    {
        var observation = new Observation(number, _outbox.LastHash(), Findings)
        {
            At = _board.Clock.IsSet == Answer.Yes ? _board.Clock.UtcSeconds : Profile.NoTime,
            SoftwareName = _board.Identity.FirmwareName,
            SoftwareVersion = _board.Identity.FirmwareVersion,
            UptimeSeconds = (uint)(_board.Clock.UptimeMs / 1000),
            BootCount = _board.Identity.BootCount,
        };

        try
        {
            observation.DebugEnabled = DebugInterfaceCheck.Enabled(_board.Debug);
            IEventLog log = _board.EventLog;
            byte[] head = log != null && log.Presence == Presence.Present ? log.Head() : null;

            if (head != null && head.Length == Sha256.HashBytes)
            {
                observation.LogCount = log.Count;
                observation.LogHead = head;
            }
        }
        catch (Exception)
        {
            // What cannot be read is left out; the check of that part says why, and the observation goes on.
        }

        return observation;
    }

    private void Compact()
    {
        if (_heap != null)
        {
            _heap.Compact();
        }
    }
}
