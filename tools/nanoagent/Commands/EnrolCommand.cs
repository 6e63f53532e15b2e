using System.CommandLine;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Collector;
using NanoAgent.Collector.Devices;
using NanoAgent.Schemes;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent enrol token | tokens | end-tokens | list | show | set-state | replace-key | acknowledge</c>: units and their life.</summary>
internal static class EnrolCommand
{
    private const int PageSize = 1000;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal) => new("enrol", "one-time enrolment tokens, and the units that enrolled")
    {
        EnrolTokenCommands.Make(terminal),
        EnrolTokenCommands.List(terminal),
        EnrolTokenCommands.End(terminal),
        List(terminal),
        EnrolShowCommand.Create(terminal),
        SetState(terminal),
        ReplaceKey(terminal),
        Acknowledge(terminal),
    };

    private static Command List(Terminal terminal)
    {
        Option<DataLocation> data = Options.Data();
        Option<bool> json = Options.Json();
        var command = new Command("list", "the enrolled units and where they stand") { data, json };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            PrintUnits(terminal, collector, p.GetValue(json));
            return ExitCode.Good;
        });
        return command;
    }

    private static void PrintUnits(Terminal terminal, CollectorServices collector, bool json)
    {
        List<Unit> units = [];
        string after = "";

        while (collector.Units(after, PageSize) is { Count: > 0 } page)
        {
            units.AddRange(page);
            after = page[^1].Ueid;
        }

        if (json)
        {
            terminal.PrintJson(units.Select(u => new
            {
                u.Ueid,
                u.Model,
                u.Virtual,
                state = UnitStates.Name(collector.StateOf(u)),
                u.Standing.Firmware,
                u.Standing.Failing,
                u.Standing.Reports,
                earStatus = EarStatuses.Name((EarStatus)u.Standing.EarStatus),
                lastSeen = DateTimeOffset.FromUnixTimeSeconds(u.Standing.LastSeen),
            }));
            return;
        }

        units.ForEach(u => terminal.Print($"{u.Ueid}  {u.Model,-20} {UnitStates.Name(collector.StateOf(u)),-12} {u.Standing.Firmware,-10} {(u.Virtual ? "virtual" : "")}"));
    }

    private static Command SetState(Terminal terminal)
    {
        var words = new Argument<string[]>("UEID… STATE") { Description = "the units, as in `enrol list`, and last the state: " + string.Join(", ", UnitStates.Settable), Arity = ArgumentArity.OneOrMore };
        var file = new Option<FileInfo>("--file") { Description = "further UEIDs, one a line" };
        (Option<string> by, Option<string> why) = Options.Person();
        Option<DataLocation> data = Options.Data();
        var command = new Command("set-state", "sets the state of units, by a named person with a reason: of all that are named, or of none") { words, file, by, why, data };
        command.SetAction(p =>
        {
            string[] given = p.GetRequiredValue(words);
            string[] ueids = [.. given[..^1], .. p.GetValue(file) is FileInfo list ? Lines(list) : []];

            if (!UnitStates.TryParseSettable(given[^1], out UnitState next) || ueids.Length == 0)
            {
                throw ToolException.WrongUse($"{given[^1]} is no state that a person sets, or no unit is named", "UEIDs or --file, and then one of " + string.Join(", ", UnitStates.Settable));
            }

            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            IReadOnlyList<string> unknown = collector.Life.SetStates(ueids, next, p.GetRequiredValue(by), p.GetRequiredValue(why));

            foreach (string ueid in unknown)
            {
                terminal.Print(ueid);
            }

            if (unknown.Count > 0)
            {
                throw ToolException.No($"no such unit: {unknown.Count} of {ueids.Length}; nothing was changed");
            }

            SayStates(terminal, collector, ueids);
            return ExitCode.Good;
        });
        return command;
    }

    // Active is what follows from reports, so it is not always what was asked for.
    private static void SayStates(Terminal terminal, CollectorServices collector, string[] ueids)
    {
        foreach (IGrouping<string, string> units in ueids.Distinct(StringComparer.Ordinal).GroupBy(ueid => UnitStates.Name(collector.StateOf(collector.FindUnit(ueid)!))))
        {
            terminal.Say($"nanoagent: {Plural.Of(units.Count(), "unit is", "units are")} {units.Key} now");

            if (units.Key == UnitStates.Name(UnitState.Failed))
            {
                terminal.Say("nanoagent: hint: nobody sets a failed unit active: `enrol show UEID` lists what fails and what waits to be acknowledged");
            }
        }
    }

    private static string[] Lines(FileInfo file) =>
        System.Text.Encoding.UTF8.GetString(InputFile.Read(file.FullName)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Command ReplaceKey(Terminal terminal)
    {
        var ueid = new Argument<string>("UEID") { Description = "the unit, as in `enrol list`" };
        (Option<string> by, Option<string> why) = Options.Person();
        Option<DataLocation> data = Options.Data();
        var command = new Command("replace-key", "allows a known unit another key, after a flash erase or for a new owner: prints the one-time token to enrol with") { ueid, by, why, data };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            ReplacementAnswer answer = collector.Life.AllowReplacement(p.GetRequiredValue(ueid), p.GetRequiredValue(by), p.GetRequiredValue(why));
            terminal.Print(answer.Token ?? throw (answer.Obstacle == ReplacementObstacle.UnknownUnit
                ? ToolException.No($"no unit {p.GetRequiredValue(ueid)}", "`enrol list` prints the units")
                : ToolException.No("a failure is open: acknowledge it first", "`enrol show UEID` lists what is open, `enrol acknowledge` takes note of it")));
            return ExitCode.Good;
        });
        return command;
    }

    private static Command Acknowledge(Terminal terminal)
    {
        var ueid = new Argument<string>("UEID") { Description = "the unit, as in `enrol list`" };
        var check = new Argument<string>("CHECK") { Description = "the check that failed" };
        (Option<string> by, Option<string> why) = Options.Person();
        Option<DataLocation> data = Options.Data();
        var command = new Command("acknowledge", "a named person understood a past failure; a present one stays") { ueid, check, by, why, data };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            int count = collector.Acknowledge(p.GetRequiredValue(ueid), p.GetRequiredValue(check), p.GetRequiredValue(by), p.GetRequiredValue(why));

            if (count == 0)
            {
                throw ToolException.No("no such failure is open", "`enrol show UEID` lists what is");
            }

            terminal.Say($"nanoagent: {count} acknowledged");

            if (collector.FindUnit(p.GetRequiredValue(ueid)) is Unit unit && collector.Life.PresentFailures(unit).Any(failure => failure.Check == p.GetRequiredValue(check)))
            {
                terminal.Say("nanoagent: hint: the check still fails in the unit's last report: the unit stays failed until it does not");
            }

            return ExitCode.Good;
        });
        return command;
    }
}
