namespace NanoAgent.Board;

/// <summary>Is a function there? Unknown comes first and never counts as good.</summary>
public enum Presence
{
    /// <summary>The board cannot tell. Findings become <c>absent</c> with reason <c>unobservable</c>.</summary>
    Unknown = 0,

    /// <summary>Known to be missing. Findings become <c>absent</c> or <c>fail</c> with reason <c>not-there</c>.</summary>
    Missing = 1,

    /// <summary>There; the other members may be called.</summary>
    Present = 2,
}

/// <summary>A part of the board that a check asks. A part that is null is taken as <see cref="Board.Presence.Unknown"/>.</summary>
public interface IPart
{
    /// <summary>Whether the function is there; constant while the agent runs. Other members are called only when it is present.</summary>
    Presence Presence { get; }
}
