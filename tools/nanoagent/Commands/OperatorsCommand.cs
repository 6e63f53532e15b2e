using System.CommandLine;
using NanoAgent.Collector;
using NanoAgent.Collector.Operators;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent operators list | invite | reset | set-roles | remove | token | revoke-token | audit</c>: who may sign in. Run on the collector's machine.</summary>
internal static class OperatorsCommand
{
    private static string By => MachineUser.Name;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal) => new("operators", "who may sign in to the collector, and what each may do")
    {
        List(terminal),
        Invite(terminal),
        Reset(terminal),
        SetRoles(),
        Remove(),
        Token(terminal),
        RevokeToken(),
        Audit(terminal),
    };

    private static Command List(Terminal terminal)
    {
        Option<DataLocation> data = Options.Data();
        Option<bool> json = Options.Json();
        var command = new Command("list", "the operators and their bearer tokens; never a secret") { data, json };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            Print(terminal, collector.Operators, p.GetValue(json));
            return ExitCode.Good;
        });
        return command;
    }

    private static void Print(Terminal terminal, OperatorDesk operators, bool json)
    {
        if (json)
        {
            terminal.PrintJson(new { operators = operators.All(), tokens = operators.Tokens() });
            return;
        }

        foreach (Account account in operators.All())
        {
            terminal.Print($"{account.Name,-24} {Roles.Format(account.Roles),-28} {(account.HasPassword ? "" : "one-time secret not used yet")}");
        }

        foreach (ApiToken token in operators.Tokens())
        {
            terminal.Print($"{token.Name,-24} token {token.Id}  {token.Label}  until {Moment.Utc(token.ExpiresAt)}");
        }
    }

    private static Command Invite(Terminal terminal)
    {
        Argument<string> name = Name();
        Option<string> roles = RolesOption();
        Option<DataLocation> data = Options.Data();
        var command = new Command("invite", "makes an operator, and prints the one-time secret with which to set a password on the sign-in page") { name, roles, data };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.OpenOrMake(p.GetRequiredValue(data));
            IReadOnlyList<Role> given = Read(p.GetRequiredValue(roles));
            string secret = Named(() => collector.Operators.Invite(p.GetRequiredValue(name), given, By)) ?? throw ToolException.No($"{p.GetRequiredValue(name)} is an operator already", "a lost password is `operators reset`");
            PrintSecret(terminal, secret);
            return ExitCode.Good;
        });
        return command;
    }

    private static Command Reset(Terminal terminal)
    {
        Argument<string> name = Name();
        Option<DataLocation> data = Options.Data();
        var command = new Command("reset", "the way back in, also after a leak: ends the operator's sessions, password and bearer tokens, and prints a new one-time secret") { name, data };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            PrintSecret(terminal, collector.Operators.Reset(p.GetRequiredValue(name), By) ?? throw NoOperator(p.GetRequiredValue(name)));
            return ExitCode.Good;
        });
        return command;
    }

    private static Command SetRoles()
    {
        Argument<string> name = Name();
        Option<string> roles = RolesOption();
        Option<DataLocation> data = Options.Data();
        var command = new Command("set-roles", "gives an operator other roles, from the next request on") { name, roles, data };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            return collector.Operators.SetRoles(p.GetRequiredValue(name), Read(p.GetRequiredValue(roles)), By) ? ExitCode.Good : throw NoOperator(p.GetRequiredValue(name));
        });
        return command;
    }

    private static Command Remove()
    {
        Argument<string> name = Name();
        Option<DataLocation> data = Options.Data();
        var command = new Command("remove", "removes an operator, with sessions and tokens; the acts stay in the audit trail") { name, data };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            return collector.Operators.Remove(p.GetRequiredValue(name), By) ? ExitCode.Good : throw NoOperator(p.GetRequiredValue(name));
        });
        return command;
    }

    private static Command Token(Terminal terminal)
    {
        Argument<string> name = Name();
        var days = new Option<int>("--days") { Description = "how long it is good", DefaultValueFactory = _ => 90 };
        Option<string> label = Options.Line("--label", "for what it is", Account.MaxNameLength);
        Option<DataLocation> data = Options.Data();
        var command = new Command("token", "makes a bearer token for the API that may do what the operator may; only its hash is kept") { name, days, label, data };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            TimeSpan lifetime = p.GetValue(days) is > 0 and <= 3650 ? TimeSpan.FromDays(p.GetValue(days)) : throw ToolException.WrongUse("--days takes 1 to 3650");
            terminal.Print(collector.Operators.MakeToken(p.GetRequiredValue(name), p.GetRequiredValue(label), lifetime, By) ?? throw NoOperator(p.GetRequiredValue(name)));
            return ExitCode.Good;
        });
        return command;
    }

    private static Command RevokeToken()
    {
        var id = new Argument<string>("ID") { Description = "the token, as in `operators list`" };
        Option<DataLocation> data = Options.Data();
        var command = new Command("revoke-token", "ends a bearer token") { id, data };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            return collector.Operators.RevokeToken(p.GetRequiredValue(id), By) ? ExitCode.Good : throw ToolException.No($"no token {p.GetRequiredValue(id)}");
        });
        return command;
    }

    private static Command Audit(Terminal terminal)
    {
        var most = new Option<int>("--most") { Description = "how many acts at most", DefaultValueFactory = _ => 100 };
        Option<DataLocation> data = Options.Data();
        Option<bool> json = Options.Json();
        var command = new Command("audit", "what people did, the newest act first") { most, data, json };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            IReadOnlyList<AuditedAct> acts = collector.Operators.Audit(Math.Max(1, p.GetValue(most)));

            if (p.GetValue(json))
            {
                terminal.PrintJson(acts);
                return ExitCode.Good;
            }

            acts.ToList().ForEach(act => terminal.Print($"{Moment.Utc(act.At)}  {act.Who}  {act.Act}  {act.Target}  {act.Detail}".TrimEnd()));
            return ExitCode.Good;
        });
        return command;
    }

    private static void PrintSecret(Terminal terminal, string secret)
    {
        terminal.Print(secret);
        terminal.Say($"nanoagent: good once, for {OperatorDesk.SecretLifetime.TotalHours:0} hours, on the collector's page /signin");
    }

    private static IReadOnlyList<Role> Read(string text) =>
        Roles.TryParse(text, out IReadOnlyList<Role> roles) ? roles : throw ToolException.WrongUse($"{text} is no set of roles", "one or more of viewer, operator, declarant, separated by commas");

    private static T Named<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ArgumentException e)
        {
            throw ToolException.WrongUse(e);
        }
    }

    private static ToolException NoOperator(string name) => ToolException.No($"no operator {name}");

    private static Argument<string> Name() => new("NAME") { Description = "the person's name, as it stands in the audit trail" };

    private static Option<string> RolesOption() => new("--roles") { Description = "viewer reads, operator acts on units, declarant declares and confirms; separated by commas", Required = true };
}
