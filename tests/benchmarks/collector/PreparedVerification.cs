using System.Security.Cryptography;
using NanoAgent.Attestation.Verify.Prepared;

namespace NanoAgent.Benchmarks.Collector;

/// <summary>A collector's own way with keys that it knows, beside bare verification: multiples of each key kept ready.</summary>
internal static class PreparedVerification
{
    /// <summary>Prepares every unit's key and verifies a signature by each, in slices between slices of bare verification.</summary>
    public static IEnumerable<(string Name, decimal Value)> Read(Fleet fleet, SideBySide measure)
    {
        if (!PreparedKey.IsSupported)
        {
            Console.Error.WriteLine("benchmarks: prepared-over-raw is left out: this processor has no AVX2");
            yield break;
        }

        (ECDsa Key, byte[] Hash, byte[] Signature)[] signed = [.. fleet.Units.Select(unit => unit.Signed())];
        var prepared = new PreparedKey[signed.Length];
        var work = Measured.Start();
        Parallel.For(0, prepared.Length, i => prepared[i] = PreparedKey.Of(fleet.Units[i].Key));
        Measured preparing = work.Stop(prepared.Length);
        var verifying = new Verifying(prepared.Length, i => prepared[i].Confirms(signed[i].Hash, signed[i].Signature));
        verifying.Measure();
        (Measured[] found, Measured[] beside) = measure.Take(_ => verifying.Measure());
        yield return ("prepared-key-processor-us", CollectorFigures.Ratio(preparing.ProcessorMicroseconds));
        yield return ("prepared-processor-us", CollectorFigures.Ratio(found.Average(one => one.ProcessorMicroseconds)));
        yield return ("prepared-raw-processor-us", CollectorFigures.Ratio(beside.Average(raw => raw.ProcessorMicroseconds)));
        yield return ("prepared-over-raw", SideBySide.MiddleRatio(found, beside));
        Array.ForEach(signed, one => one.Key.Dispose());
    }
}
