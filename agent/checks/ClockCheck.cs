using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Is the clock set?</summary>
public sealed class ClockCheck : ICheck
{
    /// <summary>2025-01-01 UTC: no unit with this agent lives before it.</summary>
    public const long Earliest = 1735689600;

    /// <summary>2100-01-01 UTC.</summary>
    public const long Latest = 4102444800;

    private const string Order = CheckReasons.NotSet + "," + CheckReasons.Implausible;

    /// <inheritdoc/>
    public string Id => CheckIds.Clock;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Reads;

    /// <inheritdoc/>
    public Finding Run(CheckContext context)
    {
        IClock clock = context.Board.Clock;
        var tally = new Tally(Id, Order);
        tally.Judge(clock.IsSet, Answer.No, CheckReasons.NotSet, Basis.Measured, null);

        if (clock.IsSet == Answer.Yes && (clock.UtcSeconds < Earliest || clock.UtcSeconds >= Latest))
        {
            tally.Bad(CheckReasons.Implausible, Basis.Measured, null);
        }

        tally.Facts.Add("authenticated", Answers.Text(clock.SourceAuthenticated));
        return tally.Finish(Basis.Measured, Reasons.Holds);
    }
}
