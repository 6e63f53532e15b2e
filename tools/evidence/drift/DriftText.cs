using System.Globalization;
using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>A drift report as lines for a terminal.</summary>
public static class DriftText
{
    /// <summary>The lines.</summary>
    public static IEnumerable<string> Lines(DriftReport report)
    {
        ArgumentNullException.ThrowIfNull(report);

        foreach (DriftRow row in report.NoLonger)
        {
            yield return $"{row.Id}  {ChecklistWriter.NameOf(row.Filed)} -> {ChecklistWriter.NameOf(row.Now)}: {string.Join("; ", row.Why.Select(o => PackTexts.Open(o).En))}";

            foreach (DriftUnit unit in row.Units)
            {
                yield return $"  {unit.Ueid}  {unit.Check} {unit.Answer} since {Time(unit.Since)}";
            }

            if (row.UnitCount > row.Units.Select(u => u.Ueid).Distinct().Count())
            {
                yield return $"  and more, {Plural.Of(row.UnitCount, "unit")} in all";
            }
        }

        foreach ((string version, int count) in report.Versions.Where(v => v.Key != report.Firmware))
        {
            yield return $"{Plural.Of(count, "unit runs", "units run")} {version}, which this declaration does not cover";
        }

        foreach (LifeNotice notice in report.Life)
        {
            yield return PackTexts.Life(notice).En;
        }
    }

    private static string Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
