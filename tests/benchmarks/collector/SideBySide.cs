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
        (Measured[] found, Measured[] beside) = Take(i =>
        {
            byte[][] slice = reports[(reports.Length * i / Slices)..(reports.Length * (i + 1) / Slices)];
            var work = Measured.Start();
            send(slice);
            return work.Stop(slice.Length);
        });
        double[] rates = [.. found.Zip(beside, (one, raw) => one.Rate / raw.Rate).Order()];
        double[] processor = [.. found.Zip(beside, (one, raw) => raw.ProcessorMicroseconds / one.ProcessorMicroseconds).Order()];
        yield return ($"{name}-raw-per-second", CollectorFigures.Whole(beside.Average(raw => raw.Rate)));
        yield return ($"{name}-per-second", CollectorFigures.Whole(found.Average(one => one.Rate)));
        yield return ($"{name}-raw-processor-us", CollectorFigures.Ratio(beside.Average(raw => raw.ProcessorMicroseconds)));
        yield return ($"{name}-processor-us", CollectorFigures.Ratio(found.Average(one => one.ProcessorMicroseconds)));
        yield return ($"{name}-over-raw-least", CollectorFigures.Ratio(rates[0]));
        yield return ($"{name}-over-raw-most", CollectorFigures.Ratio(rates[^1]));
        yield return ($"{name}-over-raw-by-processor", CollectorFigures.Ratio(processor[Slices / 2]));
        yield return ($"{name}-over-raw", MiddleRatio(found, beside));
    }

    /// <summary>Measures work slice by slice, each between two slices of bare verification.</summary>
    /// <param name="slice">Measures the slice of that number, from 0.</param>
    /// <returns>The slices, and the bare verification beside each.</returns>
    public (Measured[] Found, Measured[] Beside) Take(Func<int, Measured> slice)
    {
        Measured[] found = new Measured[Slices], beside = new Measured[Slices];
        Measured before = bare.Measure();

        for (int i = 0; i < Slices; i++)
        {
            found[i] = slice(i);
            Measured after = bare.Measure();
            beside[i] = Measured.Middle(before, after);
            before = after;
        }

        return (found, beside);
    }

    /// <summary>The middle one of the slices' ratios of rates.</summary>
    public static decimal MiddleRatio(Measured[] found, Measured[] beside) => CollectorFigures.Ratio(found.Zip(beside, (one, raw) => one.Rate / raw.Rate).Order().ElementAt(Slices / 2));
}
