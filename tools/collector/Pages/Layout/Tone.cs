namespace NanoAgent.Collector.Pages.Layout;

/// <summary>How a state is shown: always by word, shape and colour together.</summary>
public enum Tone
{
    /// <summary>Not known. A diamond.</summary>
    Unknown = 0,

    /// <summary>Holds. A circle.</summary>
    Good,

    /// <summary>Does not hold. An octagon.</summary>
    Bad,

    /// <summary>Somebody has to look. A triangle.</summary>
    Warning,

    /// <summary>Set aside, out of use. A square.</summary>
    Idle,
}
