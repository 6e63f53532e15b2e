using System.CommandLine;

namespace NanoAgent.Tool.Manual;

/// <summary>What each command's exit codes say, and which of them it has. A test provokes each.</summary>
internal static class ExitStatus
{
    // A command that is not here has an answer, or has been used wrongly.
    private static readonly Dictionary<string, string> _no = new()
    {
        ["demo"] = "a row of the declaration is not satisfied",
        ["declare"] = "a row is not satisfied, or the declaration is refused",
        ["verify"] = "altered, signed by another key, or nobody vouches for the signer",
        ["explain"] = "the pack was altered, or signed by another key than expected",
        ["watch"] = "a row of the filed declaration no longer holds, or the declaration is not this collector's",
        ["bench"] = "a test found what must not be",
        ["schemes lint"] = "a file breaks a rule",
        ["record lint"] = "the document lacks what it has to say",
        ["record add"] = "the address does not give the document",
        ["log audit"] = "history has not only grown",
        ["fleet simulate"] = "not every report was accepted, or an enrolment was refused",
        ["board run"] = "a check failed, or the collector refused the enrolment or a report",
        ["provision"] = "no endorsement, or that of several units, names the MAC in the fuses",
        ["endorse distrust"] = "the key is no trusted endorser's",
        ["endorse import"] = "an endorsement was refused, or contradicts its unit",
        ["operators invite"] = "there is an operator of that name",
        ["operators reset"] = NoOperator,
        ["operators set-roles"] = NoOperator,
        ["operators remove"] = NoOperator,
        ["operators token"] = NoOperator,
        ["operators revoke-token"] = "there is no such token",
        ["enrol set-state"] = "a unit is unknown; none was changed",
        ["enrol replace-key"] = "the unit is unknown, or a failure of it is open",
        ["enrol show"] = "the unit is unknown",
        ["enrol acknowledge"] = "no such failure is open",
        ["reference show"] = "there are none of that model and firmware version",
    };

    // Behind these lies what can fail: a database, a folder or file that is written, another machine, a port.
    private static readonly string[] _outside = ["--db", "--out", "--records", "--key", "--collector", "--target", "--urls"];

    // A record folder that is not there has no records in it.
    private const string OnlyReads = "record list";

    private const string NoOperator = "there is no operator of that name";

    /// <summary>The codes that a command has.</summary>
    public static IEnumerable<(int Code, string Meaning)> Of(Command command)
    {
        yield return (ExitCode.Good, "good");

        if (_no.TryGetValue(ManualPage.PathOf(command), out string? no))
        {
            yield return (ExitCode.No, no);
        }

        yield return (ExitCode.WrongUse, "wrong use, or input that cannot be read");

        if (ManualPage.PathOf(command) != OnlyReads && command.Options.Any(option => _outside.Contains(option.Name)))
        {
            yield return (ExitCode.Environment, "the environment failed: a port that is taken, a folder that cannot be written, a database or collector that does not answer");
        }
    }
}
