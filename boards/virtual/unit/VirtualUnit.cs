using System.Security.Cryptography.X509Certificates;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Checks;
using NanoAgent.Following;
using NanoAgent.Keeping;
using NanoAgent.Report;

namespace NanoAgent.Boards.Virtual;

/// <summary>A virtual board with the agent on it: what a firmware's Program.cs composes, on the desktop.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class VirtualUnit : IDisposable
{
    // A collector announces little and seldom: a chip would not ask more often either.
    private static readonly TimeSpan s_followEvery = TimeSpan.FromDays(1);

    private readonly CollectorLocation? _made;
    private readonly TimeProvider _clock;
    private readonly TagBatch? _batch;
    private readonly Policy _policy;
    private KnownCollector? _collector;
    private ICollectorLink? _link;
    private DateTimeOffset _followed = DateTimeOffset.MinValue;
    private Parts _parts;

    private VirtualUnit(VirtualBoard board, VirtualBoardOptions options, Policy policy)
    {
        Board = board;
        _made = options.Collector;
        _clock = options.Clock;
        _batch = options.Batch;
        _policy = policy;
        _parts = Compose();
    }

    /// <summary>The board.</summary>
    public VirtualBoard Board { get; }

    /// <summary>The findings of the last cycle; empty before the first.</summary>
    public IReadOnlyList<Finding> Findings => _parts.Found.Last;

    /// <summary>Observations waiting for their receipt.</summary>
    public int Waiting => _parts.Outbox.Count;

    /// <summary>The collector's last refusal, as its code; null when it refused nothing.</summary>
    public string? LastRefusal => _parts.Client.LastRefusal;

    /// <summary>What the collector answered last: an HTTP status, 0 for no answer.</summary>
    public int LastStatus => (_link as HttpCollectorLink)?.LastStatus ?? 0;

    /// <summary>Starts a unit.</summary>
    /// <param name="persona">How its firmware behaves.</param>
    /// <param name="options">Folder, clock, collector.</param>
    /// <param name="policy">What the agent may do; null for what firmware would set.</param>
    public static VirtualUnit Start(Persona persona, VirtualBoardOptions options, Policy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        KnownCollector? collector = Known(new FolderFlash(options.Folder), options.Collector);
        CollectorLocation? location = collector is null ? null : LocationOf(collector);
        return new VirtualUnit(VirtualBoard.Start(persona, options with { Collector = location }), options, policy ?? new Policy());
    }

    /// <summary>Enrols with the collector.</summary>
    /// <param name="enrolmentToken">The one-time token.</param>
    public DeliveryOutcome Enrol(string enrolmentToken) => _parts.Client.Enrol(enrolmentToken);

    /// <summary>One cycle of the agent; after a delivery, once a day, the unit also reads what its collector announces.</summary>
    public DeliveryOutcome RunCycle()
    {
        DeliveryOutcome outcome = _parts.Agent.RunCycle();

        if (outcome == DeliveryOutcome.Delivered && (_clock.GetUtcNow() - _followed).Duration() >= s_followEvery)
        {
            _followed = _clock.GetUtcNow();
            FollowCollector();
        }

        return outcome;
    }

    /// <summary>Reads the collector's announcement of its pins and address, and follows it when the log's key has signed it. The probes of the channel do so from the next boot on.</summary>
    public AnnouncementOutcome FollowCollector()
    {
        if (_collector is null)
        {
            return AnnouncementOutcome.Unreachable;
        }

        AnnouncementOutcome outcome = _collector.Follow(new HttpCollectorPages());

        if (outcome == AnnouncementOutcome.Taken)
        {
            _parts = Compose();
        }

        return outcome;
    }

    /// <summary>Where the unit's collector is now, and which authority it pins; null without one.</summary>
    public CollectorLocation? Collector => _collector is null ? null : LocationOf(_collector);

    /// <summary>How long a firmware's loop sleeps before the next cycle: longer with each failure in a row, and not in step with other units.</summary>
    /// <param name="outcome">How the last cycle ended.</param>
    /// <param name="interval">The wait after a delivery.</param>
    public TimeSpan WaitAfter(DeliveryOutcome outcome, TimeSpan interval)
    {
        if (outcome != DeliveryOutcome.Delivered)
        {
            return TimeSpan.FromMilliseconds(_parts.Backoff.NextMs());
        }

        _parts.Backoff.Reset();
        return interval;
    }

    /// <summary>Shuts down in order and boots again.</summary>
    public void Reboot()
    {
        Board.Reboot();
        _parts = Compose();
    }

    /// <summary>Takes the power away in the middle of whatever was going on. Only <see cref="Boot"/> may follow.</summary>
    public void CutPower() => Board.CutPower();

    /// <summary>Gives power and boots; also after a <see cref="PowerLostException"/>.</summary>
    public void Boot()
    {
        Board.Boot();
        _parts = Compose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        (_link as IDisposable)?.Dispose();
        Board.Dispose();
    }

    private static KnownCollector? Known(IFlash flash, CollectorLocation? made) =>
        made is null ? null : new KnownCollector(flash, made.Uri.AbsoluteUri, Base64Url.Encode(made.Anchor.RawData));

    private static CollectorLocation LocationOf(KnownCollector collector) =>
        new(new Uri(collector.Address), X509CertificateLoader.LoadCertificate(Base64Url.TryDecode(collector.Pin, out byte[] der) ? der : []));

    private Parts Compose()
    {
        (_link as IDisposable)?.Dispose();
        _collector = Known(Board.Flash, _made);
        _link = _collector is null ? new NoCollectorLink() : new HttpCollectorLink(LocationOf(_collector));
        var store = new SettingsStore(Board.Flash, "agent", Board.Random, []);
        var outbox = new Outbox(Board.Flash, Outbox.DefaultCapacity);
        var client = new ReportClient(Board, Board.Signer, _link, outbox, store) { TagBatch = _batch?.Name };
        var context = new CheckContext(Board, new AgentMemory(store), Board.Signer, _batch?.Key, client);
        var agent = new Agent(Board, AllChecks.Create(null), context, outbox, client, _policy, null);
        var found = new LastFindings();
        agent.Listener = found;
        return new Parts(agent, outbox, client, new Backoff(Board.Random), found);
    }

    private sealed record Parts(Agent Agent, Outbox Outbox, ReportClient Client, Backoff Backoff, LastFindings Found);

    private sealed class LastFindings : IFindingsListener
    {
        public IReadOnlyList<Finding> Last { get; private set; } = [];

        public void Found(Finding[] findings) => Last = findings;
    }
}
