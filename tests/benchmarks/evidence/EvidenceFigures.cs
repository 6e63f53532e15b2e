using System.Diagnostics;
using System.Globalization;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Benchmarks.Evidence;

/// <summary>What a declaration costs by the size of the fleet: memory at its peak, and time beside that of a tenth of the fleet in the same run.</summary>
/// <param name="Most">Units of the largest fleet; the others are a tenth and a hundredth of it.</param>
internal sealed record EvidenceFigures(int Most) : IFigures
{
    private const int ReportsEach = 10;

    /// <inheritdoc/>
    public string Word => "evidence";

    /// <summary>Reads <c>--units N</c>; null when it is none. <c>--one N</c> measures one size in this process.</summary>
    public static IFigures? Of(string[] options) =>
        options.Length == 0 ? new EvidenceFigures(100_000)
        : options.Length == 2 && int.TryParse(options[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 1000
            ? options[0] == "--units" ? new EvidenceFigures(count) : options[0] == "--one" ? new OneSize(count) : null
            : null;

    /// <inheritdoc/>
    public IEnumerable<(string Name, decimal Value)> Read()
    {
        decimal before = 0;

        foreach (int units in (int[])[Most / 100, Most / 10, Most])
        {
            Dictionary<string, decimal> one = Run(units);
            decimal each = one["declare-ms"] / units * 1000;
            yield return ($"declare-{units}-units-ms", one["declare-ms"]);
            yield return ($"declare-{units}-units-us-each", decimal.Round(each, 1));
            yield return ($"declare-{units}-units-peak-mb", one["peak-mb"]);

            if (before > 0)
            {
                yield return ($"declare-{units}-units-time-each-over-a-tenth", decimal.Round(each / before, 2));
            }

            before = each;
        }
    }

    // A process of its own for each size, with the garbage collector that the tool has, so that the peak is that of this size.
    private static Dictionary<string, decimal> Run(int units)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };

        foreach (string argument in Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(EvidenceFigures).Assembly.Location] : Array.Empty<string>())
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string argument in (string[])["figures", "evidence", "--one", units.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DOTNET_gcServer"] = "0";
        using Process process = Process.Start(start)!;
        string lines = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')).ToDictionary(p => p[0], p => decimal.Parse(p[1], CultureInfo.InvariantCulture));
    }

    private sealed record OneSize(int Units) : IFigures
    {
        public string Word => "evidence";

        public IEnumerable<(string Name, decimal Value)> Read()
        {
            var fleet = new StreamedFleet(Units, ReportsEach);
            string folder = Directory.CreateTempSubdirectory("nanoagent-figures-").FullName;
            var making = Stopwatch.StartNew();

            foreach (UnitEvidence unit in fleet.Units([], ""))
            {
                _ = unit;
            }

            making.Stop();
            var watch = Stopwatch.StartNew();
            DeclarationResult result = Declaration.Build(
                fleet, StreamedFleet.Model, StreamedFleet.Firmware, SchemeCatalog.BuiltIn.Find("jc-star-1")!, RecordStore.Empty, new DeclarationOptions { Now = DateTimeOffset.UnixEpoch });
            PackWriter.Write(result, Path.Combine(folder, "pack"), fleet.Pack);
            watch.Stop();
            Directory.Delete(folder, recursive: true);

            if (result.Refusal != DeclarationRefusal.None || result.Fleet.Units != Units || result.Fleet.Reports != (long)Units * ReportsEach)
            {
                throw new InvalidOperationException($"{result.Refusal}: {result.Detail}");
            }

            // The making of units is what the benchmark adds, not what the declaration costs.
            yield return ("declare-ms", (decimal)Math.Max(1, Math.Round((watch.Elapsed - making.Elapsed).TotalMilliseconds)));
            using Process process = Process.GetCurrentProcess();
            yield return ("peak-mb", process.PeakWorkingSet64 / 1024 / 1024);
        }
    }
}
