using System.CommandLine;
using NanoAgent.Collector;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent log head</c>: the append-only log's signed tree head.</summary>
internal static class LogCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Option<DataLocation> data = Options.Data();
        Option<bool> json = Options.Json();
        var head = new Command("head", "the log's tree head, signed now") { data, json };
        head.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            Evidence.TreeHead signed = collector.SignedHead();

            if (p.GetValue(json))
            {
                terminal.PrintJson(new { size = signed.Size, root = signed.Root, jws = signed.Jws });
            }
            else
            {
                terminal.Print($"{signed.Size} {signed.Root}");
            }

            return ExitCode.Good;
        });
        return new Command("log", "the collector's append-only log") { head };
    }
}
