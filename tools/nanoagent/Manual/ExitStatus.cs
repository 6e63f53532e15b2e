namespace NanoAgent.Tool.Manual;

/// <summary>What each command's exit codes say.</summary>
internal static class ExitStatus
{
    private static readonly Dictionary<string, string> _no = new()
    {
        ["demo"] = "a row of the declaration is not satisfied",
        ["declare"] = "a row is not satisfied, or the declaration is refused",
        ["verify"] = "altered, signed by another key, or nobody vouches for the signer",
        ["explain"] = "the pack was altered, or signed by another key than expected",
        ["watch"] = "a row of the filed declaration no longer holds",
        ["bench"] = "a test found what must not be",
        ["schemes lint"] = "a file breaks a rule",
        ["record lint"] = "the document lacks what it has to say",
        ["log audit"] = "history has not only grown",
        ["fleet simulate"] = "not every report was accepted",
        ["board run"] = "a check failed, or the collector refused the enrolment or a report",
        ["provision"] = "no endorsement, or that of several units, names the MAC in the fuses",
    };

    /// <summary>The codes of a command.</summary>
    /// <param name="path">Its words, as <see cref="ManualPage.PathOf"/> gives them.</param>
    public static IEnumerable<(int Code, string Meaning)> Of(string path) =>
    [
        (ExitCode.Good, "good"),
        (ExitCode.No, _no.GetValueOrDefault(path, "the answer is no: refused")),
        (ExitCode.WrongUse, "wrong use, or input that cannot be read"),
        (ExitCode.Environment, "the environment failed: a port that is taken, a folder that cannot be written, a collector that does not answer"),
    ];
}
