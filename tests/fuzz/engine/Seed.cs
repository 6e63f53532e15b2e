namespace NanoAgent.Tests.Fuzz;

/// <summary>An input from which changed ones are made.</summary>
/// <param name="Name">How a failure names it.</param>
/// <param name="Bytes">The input.</param>
internal sealed record Seed(string Name, byte[] Bytes)
{
    /// <summary>Every file of a folder of the checkout.</summary>
    public static IReadOnlyList<Seed> Files(string pattern, params string[] folder) =>
        [.. Directory.GetFiles(Repository.At(folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => new Seed(Path.GetFileName(path), File.ReadAllBytes(path)))];
}
