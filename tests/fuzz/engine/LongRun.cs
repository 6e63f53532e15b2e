using System.Globalization;

namespace NanoAgent.Tests.Fuzz;

/// <summary>What the environment asks of a run: how long, and where its figures and finds go.</summary>
internal static class LongRun
{
    /// <summary>NANOAGENT_FUZZ_SECONDS: how long each reader is played; 0 is the short run, the same everywhere.</summary>
    public static int Seconds { get; } = int.TryParse(Environment.GetEnvironmentVariable("NANOAGENT_FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : 0;

    // NANOAGENT_FUZZ_OUT: a folder for figures.tsv and a file for each reader's finds.
    private static string? Folder => Environment.GetEnvironmentVariable("NANOAGENT_FUZZ_OUT");

    /// <summary>The inputs that earlier long runs found for a reader; none, when none are kept.</summary>
    public static IEnumerable<Seed> Kept(string reader)
    {
        string path = Repository.At("tests", "fuzz", "corpus", reader + ".txt");
        return File.Exists(path) ? File.ReadLines(path).Select((line, i) => new Seed($"kept {i + 1}", Convert.FromBase64String(line))) : [];
    }

    /// <summary>Writes one line of figures, and the inputs that took new branches.</summary>
    public static void Record(string reader, double seconds, long executions, int seeds, IReadOnlyList<Seed> found, int branches)
    {
        if (Folder is not string folder)
        {
            return;
        }

        File.AppendAllText(Path.Combine(folder, "figures.tsv"), string.Create(CultureInfo.InvariantCulture, $"{reader}\t{seconds:0}\t{executions}\t{seeds}\t{found.Count}\t{branches}\n"));
        File.WriteAllLines(Path.Combine(folder, reader + ".txt"), found.Select(seed => Convert.ToBase64String(seed.Bytes)));
    }
}
