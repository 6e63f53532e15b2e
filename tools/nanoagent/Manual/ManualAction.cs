using System.CommandLine;
using System.CommandLine.Invocation;

namespace NanoAgent.Tool.Manual;

/// <summary><c>--help</c>: the manual page of the command that stands before it.</summary>
internal sealed class ManualAction(Terminal terminal) : SynchronousCommandLineAction
{
    // Who asks what a command takes has not given it all yet.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        terminal.Print(ManualPage.Of(parseResult.CommandResult.Command));
        return ExitCode.Good;
    }
}
