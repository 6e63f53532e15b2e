using System.Diagnostics;
using System.Text;

namespace NanoAgent.Tests.Fuzz;

/// <summary>Plays a corpus and changes of it through one reader, in this process.</summary>
/// <remarks>
/// The chance is counted, so that a short run is the same everywhere and its failure names an input that anyone can play again. A long run
/// (see <see cref="LongRun"/>) goes on for its time; over instrumented assemblies it keeps what took a new branch and changes that further.
/// </remarks>
/// <param name="reader">What is played; finds of earlier long runs lie in <c>tests/fuzz/corpus</c> under this name.</param>
/// <param name="seeds">The corpus; an empty one is a fault of the test.</param>
/// <param name="words">Pieces that the format knows.</param>
internal sealed class Replay(string reader, IReadOnlyList<Seed> seeds, params string[] words)
{
    private const long BytesPerByte = 2048;

    // A find is changed again and may grow each time; readers take no more than this anyway.
    private const int LongestFind = 64 * 1024;

    // No input takes a thousandth of it; only one that never ends does.
    private static readonly TimeSpan _endless = TimeSpan.FromMinutes(2);

    private readonly byte[][] _words = [.. words.Select(Encoding.UTF8.GetBytes)];
    private readonly List<Seed> _corpus = [.. seeds, .. LongRun.Kept(reader)];
    private readonly List<Seed> _found = [];
    private readonly Coverage _coverage = new();
    private long _begun = Stopwatch.GetTimestamp();
    private byte[] _input = [];
    private string _which = "";

    /// <summary>Most bytes that reading one input may take, beside <see cref="BytesPerByte"/> for each of its own.</summary>
    public long MostBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Is every seed played as it is first? Not where all seeds are parts of one input.</summary>
    public bool PlaysSeeds { get; init; } = true;

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
        long start = Stopwatch.GetTimestamp();
        int given = _corpus.Count;
        int round = 0;

        try
        {
            foreach (Seed seed in PlaysSeeds ? _corpus : [])
            {
                Play(seed.Name, seed, read);
            }

            for (; LongRun.Seconds > 0 ? Stopwatch.GetElapsedTime(start).TotalSeconds < LongRun.Seconds : round < rounds; round++)
            {
                var random = new Random(round);
                Seed seed = _corpus[random.Next(_corpus.Count)];
                Seed changed = seed with { Bytes = new Mutator(random, _words, _corpus).Change(seed.Bytes) };

                if (Play($"{seed.Name}, round {round}", changed, read) && changed.Bytes.Length <= LongestFind)
                {
                    _corpus.Add(changed);
                    _found.Add(changed);
                }
            }

            return null;
        }
        catch (Exception e)
        {
            return e;
        }
        finally
        {
            LongRun.Record(reader, Stopwatch.GetElapsedTime(start).TotalSeconds, round, given, _found, _coverage.Taken);
        }
    }

    /// <summary>Reads one input. True when a long run learned something by it.</summary>
    private bool Play(string which, Seed input, Action<Seed> read)
    {
        _which = which;
        _input = input.Bytes;
        Interlocked.Exchange(ref _begun, Stopwatch.GetTimestamp());
        Coverage.Begin();
        long before = GC.GetAllocatedBytesForCurrentThread();
        read(input);
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        bool isNew = LongRun.Seconds > 0 && _coverage.IsNew();
        Assert.IsLessThan(MostBytes + (BytesPerByte * input.Bytes.Length), taken, "bytes allocated");
        return isNew;
    }

    private string Describe(string what) => $"{_which}: {what}\ninput, base64: {Convert.ToBase64String(_input)}";
}
