using System.CommandLine;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Collector;
using NanoAgent.Collector.Devices;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent enrol show UEID</c>: everything that is known of one unit's life.</summary>
internal static class EnrolShowCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var ueid = new Argument<string>("UEID") { Description = "the unit, as in `enrol list`" };
        Option<DataLocation> data = Options.Data();
        Option<bool> json = Options.Json();
        var command = new Command("show", "a unit's life: its keys, its appraisal, its states and failures, who set or acknowledged them, when and why") { ueid, data, json };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            Unit unit = collector.FindUnit(p.GetRequiredValue(ueid)) ?? throw ToolException.No($"no unit {p.GetRequiredValue(ueid)}", "`enrol list` prints the units");
            var shown = new Shown(
                unit,
                UnitStates.Name(collector.StateOf(unit)),
                Words.Kebab(collector.Endorsements.StateOf(unit)),
                collector.Life.Keys(unit.Ueid),
                collector.Life.Appraisal(unit),
                collector.Life.Changes(unit),
                collector.Life.PresentFailures(unit),
                collector.Life.OpenFailures(unit),
                collector.Life.AcknowledgedFailures(unit));

            if (p.GetValue(json))
            {
                terminal.PrintJson(Json(shown));
            }
            else
            {
                Print(terminal, shown);
            }

            return ExitCode.Good;
        });
        return command;
    }

    private static object Json(Shown shown) => new
    {
        shown.Unit.Ueid,
        shown.Unit.Model,
        shown.State,
        shown.Endorsement,
        earStatus = EarStatuses.Name((EarStatus)shown.Unit.Standing.EarStatus),
        trustworthinessVector = shown.Appraisal?.ToDictionary(claim => claim.Claim, claim => claim.Value),
        shown.Keys,
        changes = shown.Changes.Select(change => new { change.At, change.Who, change.Why, was = UnitStates.Name(change.Was), became = UnitStates.Name(change.Became) }),
        shown.PresentFailures,
        shown.OpenFailures,
        shown.AcknowledgedFailures,
    };

    private static void Print(Terminal terminal, Shown shown)
    {
        terminal.Print($"{shown.Unit.Ueid}  {shown.Unit.Model}  {shown.State}  endorsement: {shown.Endorsement}");
        terminal.Print("appraisal: " + Appraised(shown));
        shown.Keys.ToList().ForEach(key => terminal.Print($"key {key.KeyId}  {Moment.Utc(key.Since)} to {(key.Until is long end ? Moment.Utc(end) : "now")}"));
        shown.Changes.ToList().ForEach(change => terminal.Print($"{Moment.Utc(change.At)}  {UnitStates.Name(change.Was)} to {UnitStates.Name(change.Became)}  {change.Who}: {change.Why}"));
        shown.AcknowledgedFailures.ToList().ForEach(failure => terminal.Print($"{Moment.Utc(failure.At)}  acknowledged: {failure.Check} {failure.Reason}  {failure.Who}: {failure.Why}"));
        shown.PresentFailures.ToList().ForEach(failure => terminal.Print($"{Moment.Utc(failure.Since)}  fails now: {failure.Check} {failure.Reason}"));
        shown.OpenFailures.ToList().ForEach(failure => terminal.Print($"{Moment.Utc(failure.At)}  open: {failure.Check} {failure.Reason}"));
    }

    private static string Appraised(Shown shown) => shown.Appraisal switch
    {
        null => "no live report yet",
        [] => "none, for want of reference values of this model and firmware",
        var claims => $"{EarStatuses.Name((EarStatus)shown.Unit.Standing.EarStatus)} ({string.Join(", ", claims.Select(claim => $"{claim.Claim} {claim.Value}"))})",
    };

    private sealed record Shown(
        Unit Unit,
        string State,
        string Endorsement,
        IReadOnlyList<UnitKey> Keys,
        IReadOnlyList<(string Claim, int Value)>? Appraisal,
        IReadOnlyList<StateChange> Changes,
        IReadOnlyList<PresentFailure> PresentFailures,
        IReadOnlyList<UnitFailure> OpenFailures,
        IReadOnlyList<AcknowledgedFailure> AcknowledgedFailures);
}
