using System.Diagnostics;

namespace NanoAgent.Benchmarks.Collector;

/// <summary>What some work took.</summary>
/// <param name="Rate">Pieces a second.</param>
/// <param name="ProcessorMicroseconds">Time of this process on all cores together, a piece.</param>
internal sealed record Measured(double Rate, double ProcessorMicroseconds)
{
    /// <summary>Starts the watches.</summary>
    public static Watches Start() => new(Stopwatch.GetTimestamp(), Processor());

    /// <summary>Between two of the same work.</summary>
    public static Measured Middle(Measured one, Measured other) =>
        new((one.Rate + other.Rate) / 2, (one.ProcessorMicroseconds + other.ProcessorMicroseconds) / 2);

    private static TimeSpan Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    /// <summary>Running watches.</summary>
    internal sealed record Watches(long Began, TimeSpan ProcessorThen)
    {
        /// <summary>How long they run.</summary>
        public TimeSpan Elapsed => Stopwatch.GetElapsedTime(Began);

        /// <summary>What so many pieces took.</summary>
        public Measured Stop(long pieces) => new(pieces / Elapsed.TotalSeconds, (Processor() - ProcessorThen).TotalMicroseconds / pieces);
    }
}
