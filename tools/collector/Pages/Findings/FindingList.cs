using System.Globalization;
using NanoAgent.Attestation.Claims;

namespace NanoAgent.Collector.Pages.Findings;

/// <summary>One finding of one unit.</summary>
public sealed record FleetFinding(long UnitId, string Ueid, string Model, string Firmware, string Check, Outcome Outcome, Basis Basis, string Reason, long Since);

/// <summary>A place in the order of the list: check, outcome, unit. It is the order of an index, so a page begins anywhere at the same cost.</summary>
public sealed record FindingPlace(string Check, Outcome Outcome, long Unit)
{
    /// <summary>Before all.</summary>
    public static FindingPlace Start { get; } = new("", 0, 0);

    /// <summary>Reads a place out of an address; the start when it is none.</summary>
    public static FindingPlace Read(string? text)
    {
        string[] parts = (text ?? "").Split('.');
        bool isPlace = parts.Length == 3 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int outcome) && Enum.IsDefined((Outcome)outcome)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        return isPlace ? new FindingPlace(parts[0], (Outcome)int.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture)) : Start;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Check}.{(int)Outcome}.{Unit}");
}

/// <summary>One page of findings.</summary>
/// <param name="Findings">The findings, by check, outcome and unit.</param>
/// <param name="Next">Where the next page begins; null when there is none.</param>
/// <param name="IsCut">Looking took too long; the next page goes on where it stopped.</param>
public sealed record FindingList(IReadOnlyList<FleetFinding> Findings, FindingPlace? Next, bool IsCut);
