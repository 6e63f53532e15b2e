namespace NanoAgent.Benchmarks.Soak;

/// <summary>What goes wrong, one thing after the other; and what the collector weighs meanwhile.</summary>
internal sealed class SoakFaults(SoakPace pace, SoakCollector collector, LossyNet net, SmallDisk disk, SoakFleet fleet)
{
    private static readonly int[] _jumps = [600, -600, 1800, -60, 0];

    private readonly List<(bool IsQuiet, long Memory, long Files, long Reports)> _weighed = [];
    private int _kills;
    private int _outages;
    private int _jumped;
    private int _filled;

    /// <summary>Goes on for the whole length, and leaves everything whole.</summary>
    public void Run()
    {
        while (pace.BeginRound(fleet))
        {
            Jump();
            pace.Rest();
            Outage();
            pace.Rest();

            if (pace.Kills)
            {
                KillAndStart();
                pace.Rest();
            }

            FillDisk();
            pace.EndRound();
            _weighed.Add((pace.IsQuiet, collector.MemoryBytes, collector.FileBytes, fleet.Cycles));
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
        var quiet = _weighed.Where(w => w.IsQuiet).ToList();

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
        pace.Hold();
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
            pace.Hold();
            disk.Empty();
        }
    }

    private static decimal Megabytes(long bytes) => Math.Round(bytes / 1048576m, 1);

    private static decimal Ratio(double later, double earlier) => earlier == 0 ? 0 : Math.Round((decimal)(later / earlier), 3);
}
