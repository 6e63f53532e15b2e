using System.CommandLine;
using NanoAgent.Attestation.Token;
using NanoAgent.Collector;
using NanoAgent.Collector.Enrolments;
using NanoAgent.Schemes;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent enrol token | tokens | end-tokens</c>: the one-time tokens with which units come in.</summary>
internal static class EnrolTokenCommands
{
    // A token is short-lived; the pages give as long at most.
    private const int MostMinutes = 31 * 24 * 60;

    private const int MostTokens = 10_000;

    /// <summary><c>enrol token</c>.</summary>
    public static Command Make(Terminal terminal)
    {
        Option<string> model = Model("the model that may enrol with it");
        Option<int?> minutes = Options.Number("--minutes", "how long it is good", 1, MostMinutes);
        minutes.DefaultValueFactory = _ => 60;
        Option<int?> count = Options.Number("--count", "how many, one a line", 1, MostTokens);
        count.DefaultValueFactory = _ => 1;
        Option<DataLocation> data = Options.Data();
        Option<bool> json = Options.Json();
        var command = new Command("token", "makes one-time enrolment tokens, bound to a model; only their hashes are kept") { model, minutes, count, data, json };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.OpenOrMake(p.GetRequiredValue(data));
            IReadOnlyList<string> tokens = collector.Tokens.Make(p.GetRequiredValue(model), TimeSpan.FromMinutes(p.GetValue(minutes)!.Value), p.GetValue(count)!.Value, MachineUser.Name);

            if (!p.GetValue(json))
            {
                tokens.ToList().ForEach(terminal.Print);
            }
            else if (tokens is [string token])
            {
                terminal.PrintJson(new { token, model = p.GetRequiredValue(model), minutes = p.GetValue(minutes) });
            }
            else
            {
                terminal.PrintJson(new { tokens, model = p.GetRequiredValue(model), minutes = p.GetValue(minutes) });
            }

            return ExitCode.Good;
        });
        return command;
    }

    /// <summary><c>enrol tokens</c>.</summary>
    public static Command List(Terminal terminal)
    {
        Option<DataLocation> data = Options.Data();
        Option<bool> json = Options.Json();
        var command = new Command("tokens", "the one-time tokens that nobody used and that are still good, the newest first; never a token itself") { data, json };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            IReadOnlyList<OpenToken> open = collector.Tokens.Open(MostTokens);

            if (p.GetValue(json))
            {
                terminal.PrintJson(open);
                return ExitCode.Good;
            }

            foreach (OpenToken token in open)
            {
                terminal.Print($"{token.Model,-20} {(token.Ueid is string unit ? "another key for " + unit : "a new unit")}  {Moment.Utc(token.MadeAt)}  {token.MadeBy}  good until {Moment.Utc(token.ExpiresAt)}");
            }

            return ExitCode.Good;
        });
        return command;
    }

    /// <summary><c>enrol end-tokens</c>.</summary>
    public static Command End(Terminal terminal)
    {
        Option<string> model = Model("the model whose tokens end");
        (Option<string> by, Option<string> why) = Options.Person();
        Option<DataLocation> data = Options.Data();
        var command = new Command("end-tokens", "ends every token of a model that nobody used, such as a list that went astray; those for another key of a known unit too") { model, by, why, data };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            long ended = collector.Tokens.End(p.GetRequiredValue(model), p.GetRequiredValue(by), p.GetRequiredValue(why));
            terminal.Say($"nanoagent: {Plural.Of(ended, "token is", "tokens are")} good no more");
            return ExitCode.Good;
        });
        return command;
    }

    private static Option<string> Model(string description)
    {
        var model = new Option<string>("--model") { Description = description, Required = true };
        model.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Profile.IsName(token.Value, Profile.MaxNameLength))
            {
                result.AddError($"--model takes what a unit can enrol as, 1 to {Profile.MaxNameLength} printable ASCII characters without \" and \\, not \"{token.Value}\"");
            }
        });
        return model;
    }
}
