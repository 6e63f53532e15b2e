namespace NanoAgent.Benchmarks;

/// <summary>Figures of one part of the product: counts, and where time matters ratios measured in one run.</summary>
internal interface IFigures
{
    /// <summary>The words of all parts that have figures.</summary>
    static readonly string[] Words = ["device", "collector", "evidence", "web", "soak"];

    /// <summary>The figures of a part.</summary>
    /// <param name="word">The part.</param>
    /// <param name="options">How much is measured, where the part takes that.</param>
    /// <returns>Null when there is no such part, or its options are none.</returns>
    static IFigures? Find(string word, string[] options) => word switch
    {
        "device" when options.Length == 0 => new DeviceFigures(),
        "web" when options.Length == 0 => new Web.WebFigures(),
        "collector" => Collector.CollectorFigures.Of(options),
        "evidence" => Evidence.EvidenceFigures.Of(options),
        "soak" => Soak.SoakFigures.Of(options),
        _ => null,
    };

    /// <summary>The word after <c>figures</c>.</summary>
    string Word { get; }

    /// <summary>Runs what is counted or measured.</summary>
    IEnumerable<(string Name, decimal Value)> Read();
}
