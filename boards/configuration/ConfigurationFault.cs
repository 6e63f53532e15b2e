namespace NanoAgent.Boards.Configuration;

/// <summary>Why a unit file was refused. Exactly one reason: that of the first line that is wrong, or of what is missing at the end.</summary>
public enum ConfigurationFault
{
    /// <summary>None: it was taken.</summary>
    None = 0,

    /// <summary>Longer than <see cref="UnitConfiguration.MaxLength"/> characters.</summary>
    TooLong = 1,

    /// <summary>The first line is not <see cref="UnitConfiguration.Header"/>.</summary>
    NoHeader = 2,

    /// <summary>A line that is no <c>key=value</c> of printable ASCII, or a last line without its end.</summary>
    NoEntry = 3,

    /// <summary>A key that this version does not know.</summary>
    UnknownKey = 4,

    /// <summary>A key that stands twice.</summary>
    RepeatedKey = 5,

    /// <summary>A value out of its bounds.</summary>
    BadValue = 6,

    /// <summary>A key that must be there is not, or one of a pair without the other.</summary>
    MissingKey = 7,
}
