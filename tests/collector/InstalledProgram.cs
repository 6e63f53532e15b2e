namespace NanoAgent.Tests.Collector;

/// <summary>Programs of this machine that some tests take, and without which they are skipped.</summary>
internal static class InstalledProgram
{
    /// <summary>Skips the test where the program is not on the path.</summary>
    public static void Need(string program)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))))
        {
            Assert.Inconclusive("no " + program);
        }
    }
}
