namespace NanoAgent.Benchmarks;

/// <summary>Figures of one part of the product, counted and never timed.</summary>
internal interface IFigures
{
    /// <summary>All parts that have figures.</summary>
    static readonly IFigures[] All = [new DeviceFigures()];

    /// <summary>The word after <c>figures</c>.</summary>
    string Word { get; }

    /// <summary>Runs what is counted.</summary>
    IEnumerable<(string Name, long Value)> Read();
}
