using System.Globalization;

namespace NanoAgent.Benchmarks.Soak;

/// <summary>A fleet under faults; then what its units, the log and the evidence say of each other.</summary>
/// <param name="pace">When what goes wrong.</param>
/// <param name="interval">How often a unit looks and reports.</param>
internal sealed class SoakFigures(SoakPace pace, TimeSpan interval) : IFigures
{
    private const int Units = 10;
    private const int DiskMegabytes = 512;

    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public string Word => "soak";

    /// <summary>Reads <c>--minutes N</c> or <c>--seconds N</c>; half a minute without.</summary>
    public static SoakFigures? Of(string[] options) => options switch
    {
        [] => For(TimeSpan.FromSeconds(30)),
        ["--minutes", string text] when Number(text) is int minutes => For(TimeSpan.FromMinutes(minutes)),
        ["--seconds", string text] when Number(text) is int seconds => For(TimeSpan.FromSeconds(seconds)),
        _ => null,
    };

    /// <inheritdoc/>
    public IEnumerable<(string Name, decimal Value)> Read()
    {
        using var disk = SmallDisk.Make(DiskMegabytes, mode: "0700");
        using var collector = new SoakCollector(Path.Combine(disk.Folder, "collector"));
        IReadOnlyList<string> tokens = collector.EnrolmentTokens(SoakFleet.Model, Units);
        collector.Start();
        using var net = new LossyNet(collector.Port);
        using var fleet = new SoakFleet(net.Address, collector.Authority, tokens, interval);
        var faults = new SoakFaults(pace, collector, net, disk, fleet);
        faults.Run();
        fleet.Settle();
        collector.Kill();

        return
        [
            .. faults.Figures(),
            .. net.Figures(),
            .. new Agreement(collector, fleet).Figures(),
        ];
    }

    private static SoakFigures For(TimeSpan length) => new(new TimedPace(length), _interval);

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and <= 3600 ? number : null;
}
