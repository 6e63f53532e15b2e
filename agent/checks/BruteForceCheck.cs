using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Is guessing slowed down?</summary>
/// <remarks>Wrong attempts go to the probe account only, whose lock-out is cleared afterwards.</remarks>
public sealed class BruteForceCheck : ICheck
{
    /// <summary>Wrong attempts after which a service that answers them all at full speed has failed. Our choice: no scheme that we could read states a number.</summary>
    public const int MaxAttempts = 20;

    /// <summary>An attempt counts as slowed when it takes this much longer than one with the true value, in milliseconds.</summary>
    public const int SlowedByMs = 1000;

    // A lock-out that is over sooner is none.
    private const int ShortestLockMs = 1000;

    private const int WrongLength = 20;

    private const string Order =
        CheckReasons.NotSlowed + "," + CheckReasons.OpensWhenLocked + "," + CheckReasons.LocksOwnerOut
        + "," + CheckReasons.ForgetsOnReboot;

    /// <inheritdoc/>
    public string Id => CheckIds.BruteForce;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Probes;

    /// <inheritdoc/>
    public Finding Run(CheckContext context)
    {
        IServices services = context.Board.Services;
        Finding without = Answers.WithoutPart(Id, services);

        if (without != null)
        {
            return without;
        }

        if (services.Count == 0)
        {
            return Answers.NothingToCheck(Id, null);
        }

        ICredential account = ProbeAccount.Of(context.Board);
        var attack = new Attack(context.Board, account, new Tally(Id, Order));
        int open = 0;

        for (int i = 0; i < services.Count; i++)
        {
            if (services.At(i).RequiresAuthentication == Answer.No)
            {
                open++;
            }
            else
            {
                attack.On(services.At(i));
            }
        }

        return open == services.Count
            ? new Finding(Id, Outcome.Absent, Basis.Declared, CheckReasons.DeclaredOpen, null)
            : attack.Finish();
    }

    /// <summary>The attack on one service after the other.</summary>
    private sealed class Attack
    {
        private readonly IBoard _board;
        private readonly ICredential _account;
        private readonly Tally _tally;

        private int _attempts;
        private int _lockSeconds;
        private int _delayMs;
        private int _unforgiven;

        public Attack(IBoard board, ICredential account, Tally tally)
        {
            _board = board;
            _account = account;
            _tally = tally;
        }

        public void On(IService service)
        {
            if (_account == null)
            {
                _tally.Unknown();
                return;
            }

            service.ForgiveProbe();

            try
            {
                Guess(service);
            }
            finally
            {
                _unforgiven += service.ForgiveProbe() ? 0 : 1;
            }
        }

        public Finding Finish()
        {
            _tally.Facts.Add("attempts", _attempts);
            _tally.Facts.Add("delay-ms", _delayMs);
            _tally.Facts.Add("lock-seconds", _lockSeconds);
            _tally.Facts.Add("unforgiven", _unforgiven);
            return _tally.Finish(Basis.Probed, Reasons.Holds);
        }

        private void Guess(IService service)
        {
            Attempt control = Timed(service, _account.ProbeValue, out int controlMs);

            if (control != Attempt.Accepted)
            {
                NoControl(control);
                return;
            }

            long refusedAt = _board.Clock.UptimeMs;

            for (int i = 1; i <= MaxAttempts; i++)
            {
                long askedAt = _board.Clock.UptimeMs;
                Attempt attempt = Timed(service, Wrong(), out int tookMs);
                _attempts = _attempts < i ? i : _attempts;

                if (attempt == Attempt.Throttled)
                {
                    JudgeLocked(service, refusedAt);
                    return;
                }

                if (attempt == Attempt.Accepted)
                {
                    // Where a wrong value opens, there is nothing left that guessing would have to be slowed down for.
                    _tally.Bad(CheckReasons.NotSlowed, Basis.Probed, service.Name);
                    return;
                }

                if (attempt != Attempt.Refused)
                {
                    NoControl(attempt);
                    return;
                }

                refusedAt = askedAt;

                if (tookMs - controlMs >= SlowedByMs)
                {
                    _delayMs = tookMs;
                    JudgeSlowed(service, controlMs);
                    return;
                }
            }

            _tally.Bad(CheckReasons.NotSlowed, Basis.Probed, service.Name);
        }

        private void JudgeLocked(IService service, long refusedAt)
        {
            Attempt truth = service.AskAsProbe(_account.ProbeValue);

            if (truth == Attempt.Accepted && _board.Clock.UptimeMs - refusedAt >= ShortestLockMs)
            {
                // The door is so slow that a short lock-out may have ended in between: nothing was learnt, and the count is gone.
                _tally.Unknown();
                return;
            }

            if (truth == Attempt.Accepted)
            {
                _tally.Bad(CheckReasons.OpensWhenLocked, Basis.Probed, service.Name);
            }
            else if (truth == Attempt.Unknown || truth == Attempt.Unreachable)
            {
                NoControl(truth);
            }

            _tally.Judge(service.OwnerLockedOut, Answer.Yes, CheckReasons.LocksOwnerOut, Basis.Probed, service.Name);
            int seconds = service.LockoutSecondsAfterReload();
            _lockSeconds = seconds > _lockSeconds ? seconds : _lockSeconds;

            if (seconds == 0)
            {
                _tally.Bad(CheckReasons.ForgetsOnReboot, Basis.Probed, service.Name);
            }
            else if (seconds < 0)
            {
                _tally.Unknown();
            }
        }

        /// <summary>Where attempts are delayed and not locked, the delay itself must outlast the reload.</summary>
        private void JudgeSlowed(IService service, int controlMs)
        {
            _tally.Judge(service.OwnerLockedOut, Answer.Yes, CheckReasons.LocksOwnerOut, Basis.Probed, service.Name);

            if (service.LockoutSecondsAfterReload() < 0)
            {
                _tally.Unknown();
                return;
            }

            Attempt attempt = Timed(service, Wrong(), out int tookMs);

            if (attempt == Attempt.Refused && tookMs - controlMs < SlowedByMs)
            {
                _tally.Bad(CheckReasons.ForgetsOnReboot, Basis.Probed, service.Name);
            }
            else if (attempt == Attempt.Unknown || attempt == Attempt.Unreachable)
            {
                NoControl(attempt);
            }
        }

        private void NoControl(Attempt attempt)
        {
            if (attempt == Attempt.Unknown)
            {
                _tally.Unknown();
            }
            else
            {
                _tally.Missed(attempt == Attempt.Unreachable ? Reasons.Unreachable : CheckReasons.NoControl);
            }
        }

        private Attempt Timed(IService service, string value, out int tookMs)
        {
            long start = _board.Clock.UptimeMs;
            Attempt attempt = service.AskAsProbe(value);
            tookMs = (int)(_board.Clock.UptimeMs - start);
            return attempt;
        }

        private string Wrong() => Chance.Text(_board.Random, WrongLength);
    }
}
