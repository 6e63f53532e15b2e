using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Keeping;
using NanoAgent.Report;
using NanoAgent.Tests.Shared.Crypto;

namespace NanoAgent.Tests.Shared.Report;

/// <summary>Outbox and client over one flash that can be cut, and the collector on the other side.</summary>
internal sealed class FakeUnit
{
    // One each: a signer is not thread-safe, and tests run side by side.
    private readonly SoftwareSigner _signer = Keys.Deterministic(Keys.Rfc6979);
    private readonly FakeBoard _board;
    private readonly int _capacity;

    public FakeUnit(int capacity = 8)
    {
        _capacity = capacity;
        _board = new FakeBoard(Flash);
        Restart();
    }

    public MemoryFlash Flash { get; } = new(200000);

    public FakeCollector Collector { get; } = new();

    public Outbox Outbox { get; private set; } = null!;

    public ReportClient Client { get; private set; } = null!;

    public static Observation Observe(Outbox outbox)
    {
        Finding[] findings = [new Finding("event-log", Outcome.Success, Basis.Probed, "holds", null)];
        return new Observation(outbox.NextNumber, outbox.LastHash(), findings) { SoftwareName = "demo", SoftwareVersion = "1.0" };
    }

    /// <summary>Where the client keeps what it must remember.</summary>
    public SettingsStore Settings { get; private set; } = null!;

    public void Restart()
    {
        Outbox = new Outbox(Flash, _capacity);
        Settings = new SettingsStore(Flash, "agent", _board.Random, []);
        Client = new ReportClient(_board, _signer, Collector, Outbox, Settings);
    }

    /// <summary>As the agent's loop does it.</summary>
    public DeliveryOutcome Cycle()
    {
        string nonce = Client.TakeNonce();
        uint number = Outbox.NextNumber;
        Outbox.Append(Observe(Outbox));
        return Client.Deliver(number, nonce);
    }
}
