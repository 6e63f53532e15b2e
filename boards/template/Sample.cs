using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Checks;

namespace NanoAgent.Boards.Template;

/// <summary>A check of the product's own: is the case closed? Its finding stands in the token beside those of the agent.</summary>
public sealed class CaseClosedCheck : ICheck
{
    private readonly ICaseSwitch _switch;

    public CaseClosedCheck(ICaseSwitch caseSwitch) => _switch = caseSwitch;

    public string Id => "case-closed";

    public Intrusion Intrusion => Intrusion.Reads;

    public Finding Run(CheckContext context)
    {
        switch (_switch.IsClosed)
        {
            case Answer.Yes:
                return new Finding(Id, Outcome.Success, Basis.Measured, Reasons.Holds, null);
            case Answer.No:
                return new Finding(Id, Outcome.Fail, Basis.Measured, "open", null);
            default:
                return new Finding(Id, Outcome.Absent, Basis.None, Reasons.Unobservable, null);
        }
    }
}

/// <summary>The firmware's journal as the agent's event log. What the journal cannot do, it says: no chain, no times.</summary>
public sealed class JournalAsEventLog : IEventLog
{
    private readonly Journal _journal;
    private readonly ILogIn _logIn;

    public JournalAsEventLog(Journal journal, ILogIn logIn) { _journal = journal; _logIn = logIn; }

    public Presence Presence => Presence.Present;

    public uint Count => _journal.Written;

    public byte[] Head() => null;

    public bool Provoke(string marker, string secret) => !_logIn.Try(marker, secret);

    public Answer Contains(string text) => _journal.Holds(text) ? Answer.Yes : Answer.No;

    public Answer ChainIntact() => Answer.Unknown;

    public Answer NewestIsTimed => Answer.No;

    public int BoundBytes => Journal.Capacity * 128;
}
