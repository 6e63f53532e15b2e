using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace NanoAgent.Tests.Fuzz;

/// <summary>Plays a corpus and changes of it through one reader, in this process.</summary>
/// <remarks>
/// The chance is counted, so that a run is the same everywhere and its failure names an input that anyone can play again. With
/// NANOAGENT_FUZZ_SECONDS=n each reader goes on for n seconds instead, with chances that the short run does not reach.
/// </remarks>
/// <param name="seeds">The corpus; an empty one is a fault of the test.</param>
/// <param name="words">Pieces that the format knows.</param>
internal sealed class Replay(IReadOnlyList<Seed> seeds, params string[] words)
{
    private const long BytesPerByte = 2048;

    // No input takes a thousandth of it; only one that never ends does.
    private static readonly TimeSpan _endless = TimeSpan.FromMinutes(2);

    private readonly byte[][] _words = [.. words.Select(Encoding.UTF8.GetBytes)];
    private long _begun = Stopwatch.GetTimestamp();
    private byte[] _input = [];
    private string _which = "";

    /// <summary>Most bytes that reading one input may take, beside <see cref="BytesPerByte"/> for each of its own.</summary>
    public long MostBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Is every seed played as it is first? Not where all seeds are parts of one input.</summary>
    public bool PlaysSeeds { get; init; } = true;

    private static int Seconds { get; } = int.TryParse(Environment.GetEnvironmentVariable("NANOAGENT_FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : 0;

    /// <summary>Plays the seeds, then changed ones.</summary>
    /// <param name="rounds">Changed inputs of a short run.</param>
    /// <param name="read">Reads one input and asserts what must hold; whatever else it throws is a finding.</param>
    public void Run(int rounds, Action<byte[]> read) => Run(rounds, seed => read(seed.Bytes));

    /// <summary>The same, for a reader that must know from which seed an input was made.</summary>
    /// <param name="rounds">Changed inputs of a short run.</param>
    /// <param name="read">Gets the seed's name and the changed bytes.</param>
    public void Run(int rounds, Action<Seed> read)
    {
        Assert.IsNotEmpty(seeds, "an empty corpus tests nothing");
        Exception? found = null;
        var worker = new Thread(() => found = Work(rounds, read), 16 * 1024 * 1024) { IsBackground = true };
        worker.Start();

        while (!worker.Join(TimeSpan.FromSeconds(1)))
        {
            Assert.IsLessThan(_endless, Stopwatch.GetElapsedTime(Interlocked.Read(ref _begun)), Describe("never ends"));
        }

        if (found is not null)
        {
            Assert.Fail(Describe(found is AssertFailedException ? found.Message : found.ToString()));
        }
    }

    private Exception? Work(int rounds, Action<Seed> read)
    {
        try
        {
            foreach (Seed seed in PlaysSeeds ? seeds : [])
            {
                Play(seed.Name, seed, read);
            }

            long start = Stopwatch.GetTimestamp();

            for (int round = 0; Seconds > 0 ? Stopwatch.GetElapsedTime(start).TotalSeconds < Seconds : round < rounds; round++)
            {
                var random = new Random(round);
                Seed seed = seeds[random.Next(seeds.Count)];
                Play($"{seed.Name}, round {round}", seed with { Bytes = new Mutator(random, _words, seeds).Change(seed.Bytes) }, read);
            }

            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private void Play(string which, Seed input, Action<Seed> read)
    {
        _which = which;
        _input = input.Bytes;
        Interlocked.Exchange(ref _begun, Stopwatch.GetTimestamp());
        long before = GC.GetAllocatedBytesForCurrentThread();
        read(input);
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.IsLessThan(MostBytes + (BytesPerByte * input.Bytes.Length), taken, "bytes allocated");
    }

    private string Describe(string what) => $"{_which}: {what}\ninput, base64: {Convert.ToBase64String(_input)}";
}
