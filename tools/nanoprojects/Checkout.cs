using System.Runtime.CompilerServices;

namespace NanoAgent.NanoProjects;

/// <summary>Where this was compiled from.</summary>
internal static class Checkout
{
    /// <summary>The checkout's top folder.</summary>
    public static string Root() => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    private static string Here([CallerFilePath] string path = "") => path;
}
