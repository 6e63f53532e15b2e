using System.Diagnostics;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Benchmarks.Web;
using NanoAgent.Collector;
using NanoAgent.Collector.Log;

namespace NanoAgent.Benchmarks.Collector;

/// <summary>What a unit's page, a proof and a new report cost with a thousand units, and what with a million.</summary>
/// <param name="Units">Units enrolled for the last ones.</param>
/// <param name="Tokens">So many of them have keys of their own and a report in the log; the others never report.</param>
internal sealed record Million(int Units, int Tokens)
{
    private const int Thousand = 1000;
    private const int Samples = 300;
    private const int Warm = 100;
    private const int TokensAtOnce = 10_000;

    /// <summary>Measures.</summary>
    public IEnumerable<(string Name, decimal Value)> Read()
    {
        double[] few, many;
        var fleet = new Fleet(Math.Min(Units, Tokens));

        using (var home = new Home(null, new Uri("https://127.0.0.1:0")))
        {
            Fill(home.Collector, fleet, Thousand, Thousand);
            few = Costs(home.Host!, fleet, Thousand);
        }

        fleet.Forget();
        (decimal heap, decimal process) = Memory();

        using (var home = new Home(null, new Uri("https://127.0.0.1:0")))
        {
            Fill(home.Collector, fleet, Units, fleet.Units.Length);
            many = Costs(home.Host!, fleet, fleet.Units.Length);
            (decimal heapNow, decimal processNow) = Memory();
            yield return ("million-heap-mb", heapNow - heap);
            yield return ("million-process-mb", processNow - process);
            yield return ("million-units", home.Collector.Store.Read(session => session.Scalar<long>("SELECT COUNT(*) FROM units")));
        }

        string[] names = ["page", "proof", "report"];

        for (int i = 0; i < names.Length; i++)
        {
            yield return ($"thousand-{names[i]}-us", CollectorFigures.Whole(few[i]));
            yield return ($"million-{names[i]}-us", CollectorFigures.Whole(many[i]));
        }

        yield return ("million-over-thousand", CollectorFigures.Ratio(few.Zip(many, (a, b) => b / a).Max()));
    }

    // Managed memory and that of the whole process, in MB: what the benchmark itself holds is in both readings.
    private static (decimal Heap, decimal Process) Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return (Math.Round(GC.GetTotalMemory(true) / 1_000_000m), Math.Round(process.WorkingSet64 / 1_000_000m));
    }

    private static void Fill(CollectorServices collector, Fleet fleet, int units, int reporting)
    {
        Seeding.Enrol(collector, fleet.Units[..reporting]);
        Seeding.EnrolSilent(collector, fleet.Units[0], units - reporting);

        for (int from = 0; from < reporting; from += TokensAtOnce)
        {
            byte[][] tokens = [.. Enumerable.Range(from, Math.Min(TokensAtOnce, reporting - from)).AsParallel().Select(unit => fleet.Token(unit, collector.Id, collector.Nonces.Next))];
            CollectorFigures.TakeAll(collector, tokens).Wait();
        }
    }

    // Microseconds of each, the median of many: one after the other, as a person and a unit meet them.
    private static double[] Costs(CollectorHost host, Fleet fleet, int reporting)
    {
        CollectorServices collector = host.Services;
        PageClock reader = PageClock.OfAsync(host).Result;
        var random = new Random(1);
        var waiting = new Queue<byte[]>(Enumerable.Range(0, Samples + Warm).Select(_ => fleet.Token(random.Next(reporting), collector.Id, collector.Nonces.Next)));
        long size = collector.SignedHead().Size;
        double[] costs =
        [
            Median(() => reader.TimeAsync("/units/" + Base64Url.Encode(fleet.Units[random.Next(reporting)].Ueid)).Wait()),
            Median(() => collector.Store.Read(session => TreeProofs.Inclusion(new StoredNodes(session), random.NextInt64(size), size))),
            Median(() => collector.Reports.TakeAsync(waiting.Dequeue()).Wait()),
        ];
        reader.DisposeAsync().AsTask().Wait();
        return costs;
    }

    private static double Median(Action work)
    {
        for (int i = 0; i < Warm; i++)
        {
            work();
        }

        var times = new double[Samples];

        for (int i = 0; i < Samples; i++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Array.Sort(times);
        return times[Samples / 2];
    }
}
