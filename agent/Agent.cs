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

    // The cycle under way. Fields, so that a step that ran out of memory can be begun again where it stood.
    private bool _ranShort;
    private string _nonce;
    private uint _number;
    private Policy _restricted;
    private long _end;
    private Finding[] _findings;
    private int _looked;
    private DeliveryOutcome _delivered;

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

    /// <summary>What a cycle does, in order. Each step can be begun again.</summary>
    private enum Step
    {
        TakeNonce,
        Begin,
        Look,
        NotLooked,
        Store,
        StoreWithoutFacts,
        Tell,
        Deliver,
    }

    /// <summary>Hears of each cycle's findings; null for nobody. The agent keeps none: while it delivers, TLS needs the room.</summary>
    public IFindingsListener Listener { get; set; }

    /// <summary>One cycle: a nonce, the checks under it, the observation into the outbox, and all that waits to the collector.</summary>
    /// <remarks>A step that runs out of memory is begun once more after a compaction; then a smaller one takes its place.</remarks>
    /// <returns>How delivering ended; the observation is kept whatever it says, but for <see cref="DeliveryOutcome.OutOfMemory"/>.</returns>
    /// <exception cref="FlashException">The medium took no observation.</exception>
    public DeliveryOutcome RunCycle()
    {
        _probes.Restore();

        // Without a nonce the observation is one of the past, and still one.
        _nonce = null;
        Try(this, Step.TakeNonce);
        bool looked = Try(this, Step.Begin);

        for (_looked = 0; looked && _looked < _checks.Length; _looked++)
        {
            looked = Try(this, Step.Look) || Try(this, Step.NotLooked);
        }

        _restricted = null;
        bool stored = looked && (Try(this, Step.Store) || Try(this, Step.StoreWithoutFacts));

        if (stored && Listener != null)
        {
            Try(this, Step.Tell);
        }

        _findings = null;
        return Try(this, Step.Deliver) && stored ? _delivered : DeliveryOutcome.OutOfMemory;
    }

    // Fragmentation ends a step before size does, so each begins on a compacted heap. Static, since the interpreter runs an instance method in its
    // caller's frame and then follows a slot of it that nobody wrote (boards/nanoclr/README.md, "A defect of the interpreter").
    private static bool Try(Agent agent, Step step)
    {
        for (int tries = 0; tries < 2; tries++)
        {
            if (agent._heap != null)
            {
                agent._heap.Compact();
            }

            try
            {
                agent.Do(step);
                return true;
            }
            catch (OutOfMemoryException)
            {
                agent._ranShort = true;
            }
        }

        return false;
    }

    private void Do(Step step)
    {
        if (_ranShort)
        {
            // What had reached the flash when memory ran out counts.
            _outbox.Reload();
            _ranShort = false;
        }

        switch (step)
        {
            case Step.TakeNonce:
                _nonce = _client.TakeNonce();
                break;
            case Step.Begin:
                _number = _outbox.NextNumber;
                _restricted = _policy.RestrictedBy(_client.Restrictions);
                _end = _board.Clock.UptimeMs + _restricted.MaxCycleMs;
                _findings = new Finding[_checks.Length];
                break;
            case Step.Look:
                ICheck check = _checks[_looked];
                _findings[_looked] = _board.Clock.UptimeMs >= _end ? Answers.NotRun(check.Id, Reasons.OutOfTime, null)
                    : check.Intrusion == Intrusion.Probes ? _probes.Ask(_looked, _number, _nonce != null, _restricted)
                    : CheckRunner.Run(check, _context, _restricted, _heap);
                break;
            case Step.NotLooked:
                _findings[_looked] = Answers.NotRun(_checks[_looked].Id, Reasons.OutOfMemory, null);
                break;
            case Step.Store:
            case Step.StoreWithoutFacts:
                Store(step == Step.StoreWithoutFacts);
                break;
            case Step.Tell:
                Listener.Found(_findings);
                break;
            default:
                _delivered = _client.Deliver(_number, _nonce);
                break;
        }
    }

    private void Store(bool withoutFacts)
    {
        // Begun again after it had been stored all the same.
        if (_outbox.NextNumber != _number)
        {
            return;
        }

        for (int i = 0; withoutFacts && i < _findings.Length; i++)
        {
            _findings[i].DropFacts();
        }

        Observation observation = Observe();
        observation.FactsLeftOut = withoutFacts;
        _outbox.Append(observation);
    }

    private Observation Observe()
    {
        var observation = new Observation(_number, _outbox.LastHash(), _findings)
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
        catch (OutOfMemoryException)
        {
            throw;
        }
        catch (Exception)
        {
            // What cannot be read is left out; the check of that part says why, and the observation goes on.
        }

        return observation;
    }
}
