using System;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Report;

/// <summary>Enrols the unit and delivers what waits in the outbox, in order, each observation until its receipt is there.</summary>
/// <remarks>
/// A report is signed, and nonce and signature are stored, before its first byte leaves. So a lost answer, a reboot or a power
/// cut is followed by the very same bytes, which the collector answers as it did before.
/// </remarks>
public sealed partial class ReportClient
{
    private const int MostTriesPerObservation = 3;
    private const int Ok = 200;
    private const int Created = 201;

    private readonly IBoard _board;
    private readonly TokenSigner _signer;
    private readonly ICollectorLink _link;
    private readonly Outbox _outbox;
    private readonly ReportState _state;

    /// <summary>Composes the client.</summary>
    /// <param name="board">The unit.</param>
    /// <param name="signer">Its key.</param>
    /// <param name="link">The way to the collector.</param>
    /// <param name="outbox">What waits.</param>
    /// <param name="store">Where the client remembers; keys begin with <c>report-</c>.</param>
    public ReportClient(IBoard board, TokenSigner signer, ICollectorLink link, Outbox outbox, SettingsStore store)
    {
        _board = board;
        _signer = signer;
        _link = link;
        _outbox = outbox;
        _state = new ReportState(store);
    }

    /// <summary>The heap to compact when a request ran out of memory, before it is tried once more; null where nobody need care.</summary>
    public IHeap Heap { get; set; }

    /// <summary>The collector's last refusal, as its code; null when it refused nothing.</summary>
    public string LastRefusal { get; private set; }

    /// <summary>The restrictions that the collector last sent, kept over reboots; empty when it has none. <see cref="Policy.RestrictedBy"/> reads them.</summary>
    public string Restrictions => _state.Restrictions;

    /// <summary>Hears of receipts for live reports; null for nobody.</summary>
    public ILiveReceipts LiveReceipts { get; set; }

    /// <summary>Delivers the tags at hand, then all that waits, oldest first.</summary>
    /// <param name="liveNumber">The observation that was made under <paramref name="liveNonce"/>; 0 when there is none.</param>
    /// <param name="liveNonce">Its nonce, or null.</param>
    public DeliveryOutcome Deliver(uint liveNumber, string liveNonce)
    {
        DeliveryOutcome tags = SendTags();

        if (tags != DeliveryOutcome.Delivered)
        {
            return tags;
        }

        int tries = 0;
        uint trying = 0;

        while (_outbox.Count > 0)
        {
            tries = trying == _outbox.Oldest ? tries + 1 : 1;
            trying = _outbox.Oldest;

            if (tries > MostTriesPerObservation)
            {
                return DeliveryOutcome.Unreachable;
            }

            DeliveryOutcome outcome = DeliverOldest(trying == liveNumber && tries == 1 ? liveNonce : null);

            if (outcome != DeliveryOutcome.Delivered)
            {
                return outcome;
            }
        }

        return DeliveryOutcome.Delivered;
    }

    private DeliveryOutcome DeliverOldest(string liveNonce)
    {
        IFragment observation = _outbox.Open(_outbox.Oldest);

        if (observation == null)
        {
            _state.Pending = null;
            _outbox.GiveUp();
            return DeliveryOutcome.Delivered;
        }

        PendingReport pending = _state.Pending;

        if (pending == null || pending.Observation != _outbox.Oldest)
        {
            pending = Prepare(liveNonce);

            if (pending == null)
            {
                return DeliveryOutcome.Unreachable;
            }

            if (!new TokenWriter(_signer.KeyId, pending.ToDelivery(_board.Identity), observation).TrySign(_signer, pending.Signature))
            {
                return DeliveryOutcome.SignerFault;
            }

            _state.ReportCount = pending.ReportNumber;
            _state.Pending = pending;
        }

        return Send(pending, observation);
    }

    private PendingReport Prepare(string liveNonce)
    {
        if (_state.Audience == null)
        {
            // For whom the nonce was is not known any more; a challenge says it again.
            liveNonce = null;
        }

        string nonce = liveNonce ?? Challenge();

        if (nonce == null)
        {
            return null;
        }

        _state.TryGetSeen(out long seenSize, out byte[] seenRoot);
        return new PendingReport
        {
            Observation = _outbox.Oldest,
            Audience = _state.Audience,
            Nonce = nonce,
            ReportNumber = _state.ReportCount + 1,
            IsLive = liveNonce != null,
            Lost = _outbox.Lost,
            IssuedAt = _board.Clock.IsSet == Attestation.Claims.Answer.Yes ? _board.Clock.UtcSeconds : Profile.NoTime,
            SeenSize = seenSize,
            SeenRoot = seenRoot,
            Signature = new byte[TokenSigner.SignatureBytes],
        };
    }

    private DeliveryOutcome Send(PendingReport pending, IFragment observation)
    {
        var writer = new TokenWriter(_signer.KeyId, pending.ToDelivery(_board.Identity), observation);
        int status = Post("/v1/attestations", "application/eat+jwt", null, new SignedToken(writer, pending.Signature), out byte[] body);

        // Reading takes more of the heap than the answer itself, and what sending left behind lies in between.
        if (status >= Ok && Heap != null)
        {
            Heap.Compact();
        }

        CollectorAnswer answer = AnswerReader.Read(body);

        if (status == Ok && answer != null && answer.Receipt == SignedToken.ReceiptOf(writer, pending.Signature))
        {
            if (pending.IsLive && LiveReceipts != null)
            {
                // Before the report is forgotten: a power cut in between repeats the same bytes, and so this call.
                LiveReceipts.Received(pending.Observation);
            }

            // The outbox first: a power cut in between then leaves the same bytes to be sent again, or nothing, and never a second report of it.
            _outbox.Delivered();
            _state.Pending = null;
            Remember(answer);
            return DeliveryOutcome.Delivered;
        }

        DeliveryOutcome outcome = status == Ok ? DeliveryOutcome.Unreachable : Refused(status, answer);

        if (outcome == DeliveryOutcome.Refused)
        {
            _state.Pending = null;

            if (IsOfTheObservation(LastRefusal))
            {
                _outbox.GiveUp();
                return DeliveryOutcome.Delivered;
            }
        }

        return outcome;
    }

    private DeliveryOutcome Refused(int status, CollectorAnswer answer)
    {
        if (MayBeTakenLater(status))
        {
            return DeliveryOutcome.Unreachable;
        }

        LastRefusal = answer == null || answer.Refusal == null ? "status-" + status.ToString() : answer.Refusal;

        switch (LastRefusal)
        {
            case "stale-nonce":
            case "used-nonce":
                // The observation stays, and goes again under a new nonce as one of the past.
                _state.Pending = null;
                return DeliveryOutcome.Delivered;
            case "unknown-unit":
                _state.Pending = null;
                return DeliveryOutcome.NeedsEnrolment;
            case "revoked-unit":
                return DeliveryOutcome.Revoked;
            default:
                return DeliveryOutcome.Refused;
        }
    }

    private static bool MayBeTakenLater(int status) => status == 0 || status == 429 || status >= 500;

    /// <summary>Refusals that these bytes will meet every time: they must not hold up what waits behind them.</summary>
    private static bool IsOfTheObservation(string refusal) =>
        refusal == "too-large" || refusal == "malformed" || refusal == "missing-claim" || refusal == "invalid-claim";

    /// <summary>Fragmentation, not size, is what usually ends a request (TLS takes two blocks of 17 KB): tidy up and try once more; then there was no answer.</summary>
    private int Post(string path, string contentType, string bearer, IFragment body, out byte[] answer)
    {
        for (int tries = 0; tries < 2; tries++)
        {
            try
            {
                return _link.Post(path, contentType, bearer, body, out answer);
            }
            catch (OutOfMemoryException)
            {
                if (Heap != null)
                {
                    Heap.Compact();
                }
            }
        }

        answer = new byte[0];
        return 0;
    }

    private void Remember(CollectorAnswer answer)
    {
        if (answer == null)
        {
            return;
        }

        _state.Nonce = Profile.IsNonce(answer.Nonce) ? answer.Nonce : null;
        _state.See(answer);

        // An answer that does not speak of restrictions, or not within their bound, leaves those that hold.
        if (answer.Policy != null && (answer.Policy.Length == 0 || Profile.IsName(answer.Policy, Profile.MaxRestrictionsLength)))
        {
            _state.Restrictions = answer.Policy;
        }
    }
}
