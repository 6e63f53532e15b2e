using System.Runtime.CompilerServices;

namespace NanoAgent.Tests;

/// <summary>Where the checkout and the public vectors beside it are.</summary>
internal static class Repository
{
    /// <summary>The checkout's top folder.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, ".."));

    /// <summary>A path inside the checkout.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A public test vector beside the checkout; the calling test is skipped, with the reason, when it is not there.</summary>
    public static string SharedVector(params string[] parts)
    {
        string path = Path.GetFullPath(Path.Combine([Root, "..", "shared", "vectors", .. parts]));

        if (!File.Exists(path))
        {
            Assert.Inconclusive($"not there: ../shared/vectors/{string.Join('/', parts)}");
        }

        return path;
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
