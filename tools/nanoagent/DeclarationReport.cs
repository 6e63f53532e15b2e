using NanoAgent.Evidence;
using NanoAgent.Schemes;
using Spectre.Console;

namespace NanoAgent.Tool;

/// <summary>Prints a declaration's rows.</summary>
internal static class DeclarationReport
{
    /// <summary>Prints them: for programs, or a line a row and what is open.</summary>
    public static void Print(Terminal terminal, DeclarationResult result, string pack, bool json)
    {
        if (json)
        {
            terminal.PrintJson(new
            {
                product = result.Product.Product,
                firmware = result.Firmware,
                scheme = result.Scheme.Id,
                demonstration = result.Options.Demonstration,
                units = result.Fleet.Units,
                pack,
                open = result.Rows.Count(r => r.IsOpen),
                rows = result.Rows.Select(r => new { id = r.Criterion.Id, title = r.Criterion.Title, state = Words.Of(r.State), open = r.Open.Select(Words.Of) }),
            });
            return;
        }

        foreach (DeclarationRow row in result.Rows)
        {
            terminal.Print($"{row.Criterion.Id}  {Words.Of(row.State),-15} {row.Criterion.Title.En}");

            foreach (OpenItem item in row.Open)
            {
                terminal.Print($"         {Words.Of(item)}");
            }
        }
    }

    /// <summary>Says how it stands, in one line.</summary>
    public static void Summarise(Terminal terminal, DeclarationResult result)
    {
        int open = result.Rows.Count(r => r.IsOpen);
        terminal.Say($"nanoagent: {result.Scheme.Title.En}: {result.Rows.Count} criteria, {result.Count(CriterionState.Satisfied)} satisfied, "
            + $"{result.Count(CriterionState.NotSatisfied)} not satisfied, {open} open (self-check evidence; the label is the scheme's to give)");
    }

    /// <summary>Says which units count, and where they are when there is none.</summary>
    public static void SayUnits(Terminal terminal, DeclarationResult result)
    {
        int leftOut = result.Fleet.ByState.GetValueOrDefault(FleetTally.VirtualLeftOut);

        if (leftOut > 0)
        {
            terminal.Say($"nanoagent: virtual units left out: {leftOut}; they count in a demonstration only (--demonstration)");
        }
        else if (result.Fleet.Units == 0)
        {
            string versions = string.Join(", ", result.Versions.Select(v => $"{v.Key} ({v.Value})"));
            terminal.Say($"nanoagent: no unit of {string.Join(", ", result.Product.Models)} reported firmware {result.Firmware}; {(versions.Length > 0 ? "reported were " + versions : "none reported any")}");
        }
    }

    /// <summary>Why no declaration could be made, as an end of the command.</summary>
    public static ToolException Refused(DeclarationResult result) => result.Refusal switch
    {
        DeclarationRefusal.EmptyScheme => ToolException.WrongUse($"scheme {result.Detail.En} has no criteria entered yet"),
        DeclarationRefusal.BadRecord => ToolException.WrongUse($"a record cannot be used: {result.Detail.En}"),
        DeclarationRefusal.LogForked => ToolException.No($"the log is not the earlier pack's log grown ({result.Detail.En}): somebody holds two histories", "`nanoagent log` and the earlier pack's head.jwt show both heads"),
        DeclarationRefusal.OtherEarlier => ToolException.WrongUse($"the earlier pack cannot be continued: {result.Detail.En}", "leave out --previous, or name this product's own"),
        DeclarationRefusal.RealUnitsInDemonstration => ToolException.No($"real units in a demonstration: {result.Detail.En}", "leave out --demonstration"),
        _ => ToolException.No($"the evidence does not verify: {result.Detail.En}"),
    };

    /// <summary>The exit code: a row that something contradicts is a no; open rows are not.</summary>
    public static int ExitCodeOf(DeclarationResult result) => result.Count(CriterionState.NotSatisfied) == 0 ? ExitCode.Good : ExitCode.No;
}
