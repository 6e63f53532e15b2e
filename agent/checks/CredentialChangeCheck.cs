using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Can credentials be changed, and is the old value then refused?</summary>
public sealed class CredentialChangeCheck : ICheck, IRestoring
{
    // What an interrupted run left to be put back; both keys together, the old value first.
    private const string OldKey = "credential-change-old";
    private const string NewKey = "credential-change-new";

    private const int NewLength = 20;

    private const string Order =
        CheckReasons.CannotChange + "," + CheckReasons.ChangeRefused + "," + CheckReasons.NewRefused + "," + CheckReasons.OldAccepted
        + "," + CheckReasons.NotCounted + "," + CheckReasons.NotRestored;

    /// <inheritdoc/>
    public string Id => CheckIds.CredentialChange;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Probes;

    /// <inheritdoc/>
    public Finding Run(CheckContext context)
    {
        ICredentials credentials = context.Board.Credentials;
        Finding without = Answers.WithoutPart(Id, credentials);

        if (without != null)
        {
            return without;
        }

        if (credentials.Count == 0)
        {
            return Answers.NothingToCheck(Id, null);
        }

        var tally = new Tally(Id, Order);
        AskWhetherChangeable(credentials, tally);
        tally.Facts.Add("credentials", credentials.Count);
        ICredential account = ProbeAccount.Of(context.Board);
        tally.Facts.Add("tried", account != null);

        if (account == null)
        {
            return tally.Finish(Basis.Declared, CheckReasons.Declared);
        }

        ChangeAndRestore(account, context, tally);
        return tally.Finish(Basis.Probed, Reasons.Holds);
    }

    /// <inheritdoc/>
    public void Restore(CheckContext context)
    {
        string old = context.Memory.Get(OldKey);
        string next = context.Memory.Get(NewKey);
        ICredential account = old == null || next == null ? null : ProbeAccount.Of(context.Board);

        if (account == null)
        {
            return;
        }

        ProbeAccount.Forgive(context.Board);
        Attempt changed = account.Change(next, old);

        // Kept while the probe's value is still in force, so that the next wake-up tries again.
        if (changed == Attempt.Accepted || (account.Guess(next) != Attempt.Accepted && account.ProbeValue != next))
        {
            context.Memory.Set(NewKey, null);
            context.Memory.Set(OldKey, null);
        }
    }

    private static void AskWhetherChangeable(ICredentials credentials, Tally tally)
    {
        for (int i = 0; i < credentials.Count; i++)
        {
            ICredential credential = credentials.At(i);

            if (!credential.IsProbeAccount)
            {
                tally.Judge(credential.CanChange, Answer.No, CheckReasons.CannotChange, Basis.Declared, credential.Name);
            }
        }
    }

    private void ChangeAndRestore(ICredential account, CheckContext context, Tally tally)
    {
        Restore(context);
        ProbeAccount.Forgive(context.Board);
        string old = account.ProbeValue;
        string next = Chance.Text(context.Board.Random, NewLength);

        // Remembered before the change: after a power cut in between, the next wake-up puts the old value back.
        context.Memory.Set(OldKey, old);
        context.Memory.Set(NewKey, next);

        try
        {
            Change(account, old, next, context.Board, tally);
        }
        finally
        {
            Restore(context);
        }

        if (account.Guess(old) == Attempt.Refused)
        {
            tally.Bad(CheckReasons.NotRestored, Basis.Probed, account.Name);
        }
    }

    private static void Change(ICredential account, string old, string next, IBoard board, Tally tally)
    {
        uint before = account.Generation;
        Attempt changed = account.Change(old, next);

        if (changed != Attempt.Accepted)
        {
            NoteRefusal(changed, account.Name, tally);
            return;
        }

        uint after = account.Generation;
        bool counts = before != 0 || after != 0;
        tally.Facts.Add("counts", counts);

        if (counts && after <= before)
        {
            tally.Bad(CheckReasons.NotCounted, Basis.Probed, account.Name);
        }

        Judge(account.Guess(next), Attempt.Refused, CheckReasons.NewRefused, account.Name, tally);
        Judge(account.Guess(old), Attempt.Accepted, CheckReasons.OldAccepted, account.Name, tally);
        AskAtTheDoors(board.Services, old, tally);
    }

    /// <summary>A service may have kept the old value although the verifier has the new one.</summary>
    private static void AskAtTheDoors(IServices services, string old, Tally tally)
    {
        if (services == null || services.Presence != Presence.Present)
        {
            return;
        }

        for (int i = 0; i < services.Count; i++)
        {
            IService door = services.At(i);

            if (door.RequiresAuthentication != Answer.No && door.AskAsProbe(old) == Attempt.Accepted)
            {
                tally.Bad(CheckReasons.OldAccepted, Basis.Probed, door.Name);
            }
        }
    }

    private static void NoteRefusal(Attempt changed, string name, Tally tally)
    {
        if (changed == Attempt.Refused)
        {
            tally.Bad(CheckReasons.ChangeRefused, Basis.Probed, name);
        }
        else if (changed == Attempt.Unknown)
        {
            tally.Unknown();
        }
        else
        {
            tally.Missed(changed == Attempt.Throttled ? CheckReasons.Throttled : Reasons.Unreachable);
        }
    }

    private static void Judge(Attempt guess, Attempt bad, string reason, string name, Tally tally)
    {
        if (guess == bad)
        {
            tally.Bad(reason, Basis.Probed, name);
        }
        else if (guess != Attempt.Accepted && guess != Attempt.Refused)
        {
            tally.Unknown();
        }
    }
}
