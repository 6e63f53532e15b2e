using System.CommandLine;

namespace NanoAgent.Tool.Commands;

/// <summary>Options that several commands take, so that they look the same everywhere.</summary>
internal static class Options
{
    /// <summary><c>--json</c>: the result for programs.</summary>
    public static Option<bool> Json() => new("--json") { Description = "print the result as JSON" };

    /// <summary><c>--db</c>: the collector's data folder.</summary>
    public static Option<DirectoryInfo> Data() => new("--db")
    {
        Description = "the collector's data folder",
        DefaultValueFactory = _ => new DirectoryInfo("nanoagent-data"),
    };
}
