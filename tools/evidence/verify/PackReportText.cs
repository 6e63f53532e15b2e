using System.Text.Json;
using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>A verifier's report as lines for a terminal: the same in every tool that verifies.</summary>
public static class PackReportText
{
    /// <summary>The result: what does not hold, or else what was checked, on what each part rests, and the rows.</summary>
    public static IEnumerable<string> Lines(PackReport report)
    {
        ArgumentNullException.ThrowIfNull(report);

        foreach (PackProblem problem in report.Problems)
        {
            yield return $"{problem.File}: {Name(problem.Fault)}{(problem.Detail.Length > 0 ? ": " + problem.Detail : "")}";
        }

        if (report.Problems.Count > 0)
        {
            yield break;
        }

        yield return $"{report.Product} {report.Firmware}, {report.Scheme}, as of {Day(report)}{(report.Demonstration ? " (a demonstration of virtual units)" : "")}";

        foreach (PackStatement statement in report.Statements)
        {
            yield return $"{Word(statement.Ground),-10} {statement.Text}";
        }

        foreach (PackRow row in report.Rows)
        {
            yield return $"{row.Criterion}  {ChecklistWriter.NameOf(row.State)}";
        }
    }

    /// <summary>The conclusion for a person: one line, and what to do about a no.</summary>
    /// <param name="report">The report.</param>
    /// <param name="isGood">A signer whom nobody vouched for was allowed.</param>
    /// <param name="now">The verifier's time. Nothing is judged by it: what a pack says holds on the day that it names, whenever it is read.</param>
    public static IEnumerable<string> Conclusion(PackReport report, bool isGood, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(report);

        if (report.Made > now.ToUnixTimeSeconds())
        {
            yield return $"warning: made on {Day(report)}, which has not come here yet: a date in its records that is still to come counts as past in it";
        }

        foreach (string note in report.Notes)
        {
            yield return $"note: {note}";
        }

        switch (report.Verdict)
        {
            case PackVerdict.Authentic:
                yield return $"genuine{(report.Demonstration ? " (a demonstration of virtual units)" : "")}: signed by the expected key {report.Signer}";
                break;
            case PackVerdict.Unauthenticated:
                yield return $"{(isGood ? "warning" : "error")}: the pack is consistent, but nobody vouches for its signer";

                foreach (PackKey key in report.Keys)
                {
                    yield return $"  {KeySet.NameOf(key.Role),-6} {key.Thumbprint}";
                }

                yield return "hint: get the vendor's keys by another way and give them with --keys";
                break;
            case PackVerdict.Altered when report.Problems.All(problem => problem.Fault is PackFault.UnexpectedKey or PackFault.BadEndorsement):
                yield return $"error: not all that is signed in the pack is signed by whom it should be: {Plural.Of(report.Problems.Count, "problem")}";
                break;
            default:
                yield return $"error: the pack is not what was signed: {Plural.Of(report.Problems.Count, "problem")}";
                break;
        }
    }

    private static string Day(PackReport report) =>
        DateTimeOffset.FromUnixTimeSeconds(report.Made).UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Word(PackGround ground) => ground switch
    {
        PackGround.Checked => "checked",
        PackGround.Holds => "holds",
        PackGround.CollectorsWord => "collector",
        PackGround.VendorsWord => "vendor",
        PackGround.Unknown => "unknown",
        _ => "signer",
    };

    private static string Name(PackFault fault) => JsonNamingPolicy.KebabCaseLower.ConvertName(fault.ToString());
}
