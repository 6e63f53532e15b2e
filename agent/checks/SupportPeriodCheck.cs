using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Is the support period stated and not over?</summary>
public sealed class SupportPeriodCheck : ICheck
{
    private const long SecondsPerDay = 86400;

    private const string Order = CheckReasons.Over;

    /// <inheritdoc/>
    public string Id => CheckIds.SupportPeriod;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Reads;

    /// <inheritdoc/>
    public Finding Run(CheckContext context)
    {
        ISupport support = context.Board.Support;
        Finding without = Answers.WithoutPart(Id, support);

        if (without != null || support.EndsAt == 0)
        {
            return without ?? Answers.NotThere(Id);
        }

        var tally = new Tally(Id, Order);
        tally.Facts.Add("ends-day", (int)(support.EndsAt / SecondsPerDay));

        if (context.Board.Clock.IsSet != Answer.Yes)
        {
            tally.Unknown();
        }
        else if (support.EndsAt <= context.Board.Clock.UtcSeconds)
        {
            tally.Bad(CheckReasons.Over, Basis.Declared, null);
        }

        return tally.Finish(Basis.Declared, CheckReasons.Declared);
    }
}
