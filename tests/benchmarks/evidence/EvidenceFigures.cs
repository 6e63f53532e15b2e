using System.Diagnostics;
using System.Globalization;
using NanoAgent.Collector;
using NanoAgent.Collector.Evidence;
using NanoAgent.Collector.Keys;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Benchmarks.Evidence;

/// <summary>What a declaration costs by the size of the fleet: memory at its peak, and processor time beside that of a tenth of the fleet, which a busy machine does not change. Without a database, and over a collector's own.</summary>
/// <param name="Most">Units of the largest fleet; the others are a tenth and a hundredth of it.</param>
internal sealed record EvidenceFigures(int Most) : IFigures
{
    private const int ReportsEach = 10;

    /// <inheritdoc/>
    public string Word => "evidence";

    /// <summary>Reads <c>--units N</c>; null when it is none. <c>--one N</c> and <c>--stored FOLDER</c> measure one size in this process.</summary>
    public static IFigures? Of(string[] options) => options switch
    {
        [] => new EvidenceFigures(100_000),
        ["--stored", string folder] => new StoredSize(folder),
        ["--units", string number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 1000 => new EvidenceFigures(count),
        ["--one", string number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 => new OneSize(count),
        _ => null,
    };

    /// <inheritdoc/>
    public IEnumerable<(string Name, decimal Value)> Read()
    {
        int[] sizes = [Most / 100, Most / 10, Most];
        return Compare("declare", sizes, units => Run("--one", units.ToString(CultureInfo.InvariantCulture))).Concat(Compare("declare-stored", sizes, RunStored));
    }

    private static IEnumerable<(string Name, decimal Value)> Compare(string what, int[] sizes, Func<int, Dictionary<string, decimal>> run)
    {
        decimal before = 0;

        foreach (int units in sizes)
        {
            Dictionary<string, decimal> one = run(units);
            decimal each = one["cpu-ms"] / units * 1000;
            yield return ($"{what}-{units}-units-cpu-us-each", decimal.Round(each, 1));

            foreach ((string name, decimal value) in one)
            {
                yield return ($"{what}-{units}-units-{name}", value);
            }

            if (before > 0)
            {
                yield return ($"{what}-{units}-units-cpu-each-over-a-tenth", decimal.Round(each / before, 2));
            }

            before = each;
        }
    }

    private static Dictionary<string, decimal> RunStored(int units)
    {
        string folder = Directory.CreateTempSubdirectory("nanoagent-figures-").FullName;

        try
        {
            StoredFleet.Write(folder, units, ReportsEach);
            return Run("--stored", folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A process of its own for each size, always with the same garbage collector, so that the peak is that of this size.
    private static Dictionary<string, decimal> Run(string option, string value)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };

        foreach (string argument in Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(EvidenceFigures).Assembly.Location] : Array.Empty<string>())
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string argument in (string[])["figures", "evidence", option, value])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DOTNET_gcServer"] = "0";
        using Process process = Process.Start(start)!;
        string lines = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')).ToDictionary(p => p[0], p => decimal.Parse(p[1], CultureInfo.InvariantCulture));
    }

    private static decimal PeakMegabytes()
    {
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1024 / 1024;
    }

    private static void Check(DeclarationResult result, long units)
    {
        if (result.Refusal != DeclarationRefusal.None || result.Fleet.Units != units || result.Fleet.Reports != units * ReportsEach)
        {
            throw new InvalidOperationException($"{result.Refusal}: {result.Detail.En}");
        }
    }

    private sealed record OneSize(int Units) : IFigures
    {
        public string Word => "evidence";

        public IEnumerable<(string Name, decimal Value)> Read()
        {
            var fleet = new StreamedFleet(Units, ReportsEach);
            string folder = Directory.CreateTempSubdirectory("nanoagent-figures-").FullName;
            TimeSpan begun = Environment.CpuUsage.TotalTime;

            foreach (UnitEvidence unit in fleet.Units([], ""))
            {
                _ = unit;
            }

            TimeSpan made = Environment.CpuUsage.TotalTime;
            DeclarationResult result = Declaration.Build(
                fleet, StreamedFleet.Model, StreamedFleet.Firmware, SchemeCatalog.BuiltIn.Find("jc-star-1")!, RecordStore.Empty, new DeclarationOptions { Now = DateTimeOffset.UnixEpoch });
            PackWriter.Write(result, Path.Combine(folder, "pack"), fleet.Pack);
            TimeSpan ended = Environment.CpuUsage.TotalTime;
            Directory.Delete(folder, recursive: true);
            Check(result, Units);

            // The making of units is what the benchmark adds, not what the declaration costs.
            yield return ("cpu-ms", (decimal)Math.Max(1, Math.Round((ended - made - (made - begun)).TotalMilliseconds)));
            yield return ("peak-mb", PeakMegabytes());
        }
    }

    // What `nanoagent declare` does, from opening the data folder to the written pack.
    private sealed record StoredSize(string Folder) : IFigures
    {
        public string Word => "evidence";

        public IEnumerable<(string Name, decimal Value)> Read()
        {
            TimeSpan begun = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            using var collector = new CollectorServices(new CollectorOptions { DataFolder = Folder });
            var options = new DeclarationOptions { Now = DateTimeOffset.UtcNow, Tables = SchemeCatalog.BuiltIn.Find("en-303-645") };
            DeclarationResult result = Declaration.Build(
                new StoreEvidenceSource(collector), StreamedFleet.Model, StreamedFleet.Firmware, SchemeCatalog.BuiltIn.Find("jc-star-1")!, RecordStore.Empty, options);

            PackWriter.Write(result, Path.Combine(Folder, "pack"), new KeySigner(collector.Keys.Active(KeyPurpose.Pack)));

            watch.Stop();
            TimeSpan cpu = Environment.CpuUsage.TotalTime - begun;
            decimal peak = PeakMegabytes();
            Check(result, collector.Store.Read(session => session.Scalar<long>("SELECT COUNT(*) FROM units")));
            yield return ("cpu-ms", (decimal)Math.Round(cpu.TotalMilliseconds));
            yield return ("ms", (decimal)Math.Round(watch.Elapsed.TotalMilliseconds));
            yield return ("peak-mb", peak);
            yield return ("database-mb", new FileInfo(Path.Combine(Folder, "collector.db")).Length / 1024 / 1024);
        }
    }
}
