using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Does every service refuse who has no, or the wrong, credential?</summary>
public sealed class AccessControlCheck : ICheck
{
    private const int WrongLength = 20;

    private const string Order = CheckReasons.OpensWithout + "," + CheckReasons.OpensToWrong;

    /// <inheritdoc/>
    public string Id => CheckIds.AccessControl;

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

        var tally = new Tally(Id, Order);
        int open = AskAll(services, context.Board, tally);

        return open == services.Count
            ? new Finding(Id, Outcome.Absent, Basis.Declared, CheckReasons.DeclaredOpen, tally.Facts)
            : tally.Finish(Basis.Probed, Reasons.Holds);
    }

    /// <summary>Asks all that are not declared open; how many are.</summary>
    private static int AskAll(IServices services, IBoard board, Tally tally)
    {
        ICredential account = ProbeAccount.Of(board);
        var declared = new ListDigest();
        int open = 0;

        for (int i = 0; i < services.Count; i++)
        {
            IService service = services.At(i);
            declared.Add(Line(service));

            if (service.RequiresAuthentication == Answer.No)
            {
                open++;
            }
            else
            {
                Ask(service, account, board.Random, tally);
            }
        }

        tally.Facts.Add("services", services.Count);
        tally.Facts.Add("declared-open", open);
        tally.Facts.Add(ListDigest.Fact, declared.Finish());
        return open;
    }

    private static string Line(IService service) =>
        service.Name + "\n" + service.Port.ToString() + "\n" + Answers.Text(service.RequiresAuthentication);

    private static void Ask(IService service, ICredential account, IRandomSource random, Tally tally)
    {
        service.ForgiveProbe();

        try
        {
            Note(service.AskWithout(), CheckReasons.OpensWithout, service.Name, tally);

            if (account == null)
            {
                // A log-in that nobody has is refused for that alone.
                tally.Unknown();
                return;
            }

            Control(service.AskAsProbe(account.ProbeValue), tally);
            Note(service.AskAsProbe(Chance.Text(random, WrongLength)), CheckReasons.OpensToWrong, service.Name, tally);
        }
        finally
        {
            service.ForgiveProbe();
        }
    }

    /// <summary>A door that refuses even the true value shows nothing by refusing a wrong one.</summary>
    private static void Control(Attempt truth, Tally tally)
    {
        if (truth == Attempt.Refused)
        {
            tally.Missed(CheckReasons.NoControl);
        }
        else if (truth != Attempt.Accepted)
        {
            Note(truth, null, null, tally);
        }
    }

    private static void Note(Attempt attempt, string reason, string name, Tally tally)
    {
        switch (attempt)
        {
            case Attempt.Accepted:
                tally.Bad(reason, Basis.Probed, name);
                break;
            case Attempt.Refused:
                break;
            case Attempt.Throttled:
                tally.Missed(CheckReasons.Throttled);
                break;
            case Attempt.Unreachable:
                tally.Missed(Reasons.Unreachable);
                break;
            default:
                tally.Unknown();
                break;
        }
    }
}
