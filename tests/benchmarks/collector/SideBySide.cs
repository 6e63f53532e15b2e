namespace NanoAgent.Benchmarks.Collector;

/// <summary>Work of a collector's in slices, each between two slices of bare verification: the machine may be shared, and wanders within seconds.</summary>
internal sealed class SideBySide(BareVerification bare)
{
    private const int Slices = 5;

    /// <summary>Hands the reports in, slice by slice.</summary>
    /// <param name="name">What the figures' names begin with.</param>
    /// <param name="reports">The reports.</param>
    /// <param name="send">Hands some in and returns when all are answered.</param>
    /// <returns>
    /// Rates, and processor time a piece of this process on all cores together, as means of the slices. Ratios of the rates: the middle one of the slices, the least and the most;
    /// and the middle ratio of the processor times, which neighbours disturb less.
    /// </returns>
    public IEnumerable<(string Name, decimal Value)> Read(string name, byte[][] reports, Action<byte[][]> send)
    {
        Measured[] found = new Measured[Slices], beside = new Measured[Slices];
        Measured before = bare.Measure();

        for (int i = 0; i < Slices; i++)
        {
            byte[][] slice = reports[(reports.Length * i / Slices)..(reports.Length * (i + 1) / Slices)];
            var work = Measured.Start();
            send(slice);
            found[i] = work.Stop(slice.Length);
            Measured after = bare.Measure();
            beside[i] = Measured.Middle(before, after);
            before = after;
        }

        double[] rates = [.. found.Zip(beside, (one, raw) => one.Rate / raw.Rate).Order()];
        double[] processor = [.. found.Zip(beside, (one, raw) => raw.ProcessorMicroseconds / one.ProcessorMicroseconds).Order()];
        yield return ($"{name}-raw-per-second", CollectorFigures.Whole(beside.Average(raw => raw.Rate)));
        yield return ($"{name}-per-second", CollectorFigures.Whole(found.Average(one => one.Rate)));
        yield return ($"{name}-raw-processor-us", CollectorFigures.Ratio(beside.Average(raw => raw.ProcessorMicroseconds)));
        yield return ($"{name}-processor-us", CollectorFigures.Ratio(found.Average(one => one.ProcessorMicroseconds)));
        yield return ($"{name}-over-raw-least", CollectorFigures.Ratio(rates[0]));
        yield return ($"{name}-over-raw-most", CollectorFigures.Ratio(rates[^1]));
        yield return ($"{name}-over-raw-by-processor", CollectorFigures.Ratio(processor[Slices / 2]));
        yield return ($"{name}-over-raw", CollectorFigures.Ratio(rates[Slices / 2]));
    }
}
