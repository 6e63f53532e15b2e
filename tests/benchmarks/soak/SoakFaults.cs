using System.Diagnostics;

namespace NanoAgent.Benchmarks.Soak;

/// <summary>What goes wrong, one thing after the other; and what the collector weighs meanwhile.</summary>
/// <remarks>The last third is without kills, so that memory can be seen to stay.</remarks>
internal sealed class SoakFaults(TimeSpan length, SoakCollector collector, LossyNet net, SmallDisk disk, SoakFleet fleet)
{
    // Rounds of a run: a short one still has one of each fault.
    private const int FewestRounds = 2;

    private static readonly TimeSpan _round = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _outage = TimeSpan.FromSeconds(3);

    private static readonly int[] _jumps = [600, -600, 1800, -60, 0];

    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly List<(TimeSpan At, long Memory, long Files, long Reports)> _weighed = [];
    private int _kills;
    private int _outages;
    private int _jumped;
    private int _filled;

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_begun);

    /// <summary>Goes on for the whole length, and leaves everything whole.</summary>
    public void Run()
    {
        TimeSpan round = length / FewestRounds < _round ? length / FewestRounds : _round;

        while (Elapsed < length)
        {
            TimeSpan next = Elapsed + round;
            Jump();
            Wait(round / 5);
            Outage();
            Wait(round / 5);

            if (Elapsed < length * 2 / 3)
            {
                KillAndStart();
                Wait(round / 5);
            }

            FillDisk();
            Wait(next - Elapsed);
            _weighed.Add((Elapsed, collector.MemoryBytes, collector.FileBytes, fleet.Cycles));
        }

        net.IsLossy = false;
        collector.ClockOffset = 0;
        fleet.Clock.Seconds = 0;
    }

    /// <summary>How often what went wrong, and whether memory and files stayed as they should.</summary>
    public IEnumerable<(string, decimal)> Figures()
    {
        yield return ("kills", _kills);
        yield return ("outages", _outages);
        yield return ("clock-jumps", _jumped);
        yield return ("disk-full", _filled);
        yield return ("power-cuts", fleet.PowerCuts);
        yield return ("cycles", fleet.Cycles);
        var quiet = _weighed.Where(w => w.At > length * 2 / 3).ToList();

        if (quiet.Count > 1)
        {
            int half = quiet.Count / 2;
            yield return ("memory-mb", Megabytes(quiet[^1].Memory));
            yield return ("memory-second-half-per-first", Ratio(quiet[half..].Average(w => w.Memory), quiet[..half].Average(w => w.Memory)));
        }

        if (_weighed.Count > 3)
        {
            var (first, middle, last) = (_weighed[0], _weighed[_weighed.Count / 2], _weighed[^1]);
            yield return ("bytes-a-report", Math.Round((last.Files - first.Files) / (decimal)Math.Max(1, last.Reports - first.Reports)));
            yield return ("bytes-a-report-second-half-per-first", Ratio(
                (last.Files - middle.Files) / (double)Math.Max(1, last.Reports - middle.Reports), (middle.Files - first.Files) / (double)Math.Max(1, middle.Reports - first.Reports)));
        }

        yield return ("unit-flash-bytes", fleet.FileBytes / fleet.Units.Count);
    }

    private void Jump()
    {
        int seconds = _jumps[_jumped++ % _jumps.Length];
        collector.ClockOffset = seconds;
        fleet.Clock.Seconds = -seconds;
    }

    private void Outage()
    {
        _outages++;
        net.IsDown = true;
        Wait(_outage);
        net.IsDown = false;
    }

    private void KillAndStart()
    {
        _kills++;
        collector.Kill();
        collector.Start();
        net.Target = collector.Port;
    }

    private void FillDisk()
    {
        if (disk.TryFill())
        {
            _filled++;
            Wait(_outage);
            disk.Empty();
        }
    }

    private static void Wait(TimeSpan time)
    {
        if (time > TimeSpan.Zero)
        {
            Thread.Sleep(time);
        }
    }

    private static decimal Megabytes(long bytes) => Math.Round(bytes / 1048576m, 1);

    private static decimal Ratio(double later, double earlier) => earlier == 0 ? 0 : Math.Round((decimal)(later / earlier), 3);
}
