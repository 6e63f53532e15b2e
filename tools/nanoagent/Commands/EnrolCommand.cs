using System.CommandLine;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Collector;
using NanoAgent.Collector.Devices;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent enrol token | list | set-state | acknowledge</c>: units and their life.</summary>
internal static class EnrolCommand
{
    private const int PageSize = 1000;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal) => new("enrol", "one-time enrolment tokens, and the units that enrolled")
    {
        Token(terminal),
        List(terminal),
        SetState(terminal),
        Acknowledge(terminal),
    };

    private static Command Token(Terminal terminal)
    {
        var model = new Option<string>("--model") { Description = "the model that may enrol with it", Required = true };
        var minutes = new Option<int>("--minutes") { Description = "how long it is good", DefaultValueFactory = _ => 60 };
        Option<DataLocation> data = Options.Data();
        Option<bool> json = Options.Json();
        var command = new Command("token", "makes a one-time enrolment token, bound to a model; only its hash is kept") { model, minutes, data, json };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.OpenOrMake(p.GetRequiredValue(data));
            string token = collector.CreateEnrolmentToken(p.GetRequiredValue(model), TimeSpan.FromMinutes(p.GetValue(minutes)), Environment.UserName);

            if (p.GetValue(json))
            {
                terminal.PrintJson(new { token, model = p.GetRequiredValue(model), minutes = p.GetValue(minutes) });
            }
            else
            {
                terminal.Print(token);
            }

            return ExitCode.Good;
        });
        return command;
    }

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
        var ueid = new Argument<string>("UEID") { Description = "the unit, as in `enrol list`" };
        var state = new Argument<string>("STATE") { Description = string.Join(", ", UnitStates.Settable) };
        (Option<string> by, Option<string> why) = Options.Person();
        Option<DataLocation> data = Options.Data();
        var command = new Command("set-state", "sets a unit's state, by a named person with a reason") { ueid, state, by, why, data };
        command.SetAction(p =>
        {
            if (!UnitStates.TryParseSettable(p.GetRequiredValue(state), out UnitState next))
            {
                throw ToolException.WrongUse($"{p.GetRequiredValue(state)} is no state that a person sets", "one of " + string.Join(", ", UnitStates.Settable));
            }

            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            bool set = collector.SetState(p.GetRequiredValue(ueid), next, p.GetRequiredValue(by), p.GetRequiredValue(why));
            return set ? ExitCode.Good : throw ToolException.No($"no unit {p.GetRequiredValue(ueid)}");
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
            terminal.Say($"nanoagent: {count} acknowledged");
            return count > 0 ? ExitCode.Good : throw ToolException.No("no such failure is open");
        });
        return command;
    }
}
