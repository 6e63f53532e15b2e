using System.Diagnostics;

namespace NanoAgent.Tests.Collector;

/// <summary>The tool as a process of its own.</summary>
internal static class ToolProcess
{
    // In its own folder, where all that it needs lies: beside the tests, what their framework brings is left out.
    public static string Path
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory);
            return Repository.At("tools", "nanoagent", "bin", output.Parent!.Name, output.Name, "NanoAgent.Tool.dll");
        }
    }

    /// <summary>How a collector is started on a free port, over a folder or the database of an address.</summary>
    public static ProcessStartInfo Serve(string folder, TestDatabase? database)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };

        // An address with a password does not belong on a command line.
        start.Environment["NANOAGENT_DB"] = database?.Address ?? folder;

        // Whoever is killed leaves the sockets of .NET's diagnostics behind in the folder for temporary files.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";

        foreach (string argument in (string[])[Path, "serve", "--urls", "http://127.0.0.1:0", "--data", folder])
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
