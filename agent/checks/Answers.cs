using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>The findings that every check gives in the same words.</summary>
public static class Answers
{
    /// <summary>The finding for a part that cannot be asked, or null when it is present.</summary>
    public static Finding WithoutPart(string check, IPart part)
    {
        if (part == null || part.Presence == Presence.Unknown)
        {
            return Unobservable(check, null);
        }

        return part.Presence == Presence.Missing ? NotThere(check) : null;
    }

    /// <summary>The agent cannot see it.</summary>
    public static Finding Unobservable(string check, FactList facts) =>
        new Finding(check, Outcome.Absent, Basis.None, Reasons.Unobservable, facts);

    /// <summary>The function is known to be missing.</summary>
    public static Finding NotThere(string check) =>
        new Finding(check, Outcome.Absent, Basis.Declared, Reasons.NotThere, null);

    /// <summary>The question applies to nothing here.</summary>
    public static Finding NothingToCheck(string check, FactList facts) =>
        new Finding(check, Outcome.Absent, Basis.Declared, Reasons.NothingToCheck, facts);

    /// <summary>It did not run.</summary>
    public static Finding NotRun(string check, string reason, FactList facts) =>
        new Finding(check, Outcome.NotRun, Basis.None, reason, facts);

    /// <summary>Yes, no or unknown as a fact's text.</summary>
    public static string Text(Answer answer) => answer == Answer.Yes ? "yes" : answer == Answer.No ? "no" : "unknown";
}
