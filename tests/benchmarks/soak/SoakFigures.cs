using System.Globalization;

namespace NanoAgent.Benchmarks.Soak;

/// <summary>A fleet under faults for so long; then what its units, the log and the evidence say of each other.</summary>
/// <param name="length">How long the faults go on.</param>
internal sealed class SoakFigures(TimeSpan length) : IFigures
{
    private const int Units = 10;

    /// <inheritdoc/>
    public string Word => "soak";

    /// <summary>Reads <c>--minutes N</c> or <c>--seconds N</c>; half a minute without.</summary>
    public static SoakFigures? Of(string[] options) => options switch
    {
        [] => new SoakFigures(TimeSpan.FromSeconds(30)),
        ["--minutes", string text] when Number(text) is int minutes => new SoakFigures(TimeSpan.FromMinutes(minutes)),
        ["--seconds", string text] when Number(text) is int seconds => new SoakFigures(TimeSpan.FromSeconds(seconds)),
        _ => null,
    };

    /// <inheritdoc/>
    public IEnumerable<(string Name, decimal Value)> Read()
    {
        using var disk = SmallDisk.Make();
        using var collector = new SoakCollector(Path.Combine(disk.Folder, "collector"));
        IReadOnlyList<string> tokens = collector.EnrolmentTokens(SoakFleet.Model, Units);
        collector.Start();
        using var net = new LossyNet(collector.Port);
        using var fleet = new SoakFleet(net.Address, collector.Authority, tokens);
        var faults = new SoakFaults(length, collector, net, disk, fleet);
        faults.Run();
        fleet.Settle(TimeSpan.FromMinutes(3));
        collector.Kill();

        return
        [
            ("seconds", (decimal)Math.Round(length.TotalSeconds)),
            .. faults.Figures(),
            .. net.Figures(),
            .. new Agreement(collector, fleet).Figures(),
        ];
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and <= 3600 ? number : null;
}
