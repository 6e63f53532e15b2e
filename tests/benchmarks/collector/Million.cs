using System.Diagnostics;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Log;

namespace NanoAgent.Benchmarks.Collector;

/// <summary>What a unit's page, a proof and a new report cost with a thousand units, and what with a million.</summary>
internal sealed record Million(Fleet Fleet, int Units, int Tokens)
{
    private const int Thousand = 1000;
    private const int Samples = 300;

    /// <summary>Measures.</summary>
    public IEnumerable<(string Name, decimal Value)> Read()
    {
        double[] few, many;

        using (var home = new Home(null))
        {
            Fill(home.Collector, Thousand, Thousand);
            few = Costs(home.Collector, Thousand);
        }

        using (var home = new Home(null))
        {
            Fill(home.Collector, Units, Tokens);
            many = Costs(home.Collector, Math.Min(Fleet.Units.Length, Units));
            GC.Collect();
            yield return ("million-heap-mb", Math.Round(GC.GetTotalMemory(true) / 1_000_000m));
            yield return ("million-process-mb", Math.Round(Process.GetCurrentProcess().WorkingSet64 / 1_000_000m));
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

    private void Fill(CollectorServices collector, int units, int tokens)
    {
        Fleet.Forget();
        FleetUnit[] real = Fleet.Units[..Math.Min(units, Fleet.Units.Length)];
        Seeding.Enrol(collector, real);
        Seeding.EnrolSilent(collector, real[0], units - real.Length);
        CollectorFigures.TakeAll(collector, Fleet.Tokens(collector.Id, collector.Nonces.Next, tokens, real.Length)).Wait();
    }

    // Microseconds of each, the median of many: one after the other, as a person and a unit meet them.
    private double[] Costs(CollectorServices collector, int reporting)
    {
        byte[][] tokens = Fleet.Tokens(collector.Id, collector.Nonces.Next, reporting, reporting);
        var random = new Random(1);
        random.Shuffle(tokens);
        var waiting = new Queue<byte[]>(tokens);
        long size = collector.SignedHead().Size;
        return
        [
            Median(() => Page(collector, Base64Url.Encode(Fleet.Units[random.Next(reporting)].Ueid))),
            Median(() => collector.Store.Read(session => TreeProofs.Inclusion(new StoredNodes(session), random.NextInt64(size), size))),
            Median(() => collector.Reports.TakeAsync(waiting.Dequeue()).Wait()),
        ];
    }

    private static void Page(CollectorServices collector, string ueid)
    {
        Unit unit = collector.FindUnit(ueid)!;
        collector.Store.Read(session => session.Query("SELECT check_id, outcome, reason FROM findings WHERE unit_id = @unit ORDER BY check_id", row => row.GetString(0), unit.Id));
        collector.Store.Read(session => session.Query("SELECT check_id FROM failures WHERE unit_id = @unit AND acknowledged_at IS NULL", row => row.GetString(0), unit.Id));
        collector.Store.Read(session => session.Query("SELECT idx FROM reports WHERE unit_id = @unit ORDER BY idx DESC LIMIT 200", row => row.GetInt64(0), unit.Id));
    }

    private static double Median(Action work)
    {
        for (int i = 0; i < Samples / 10; i++)
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
