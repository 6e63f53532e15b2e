using System.Security.Cryptography;

namespace NanoAgent.Benchmarks.Collector;

/// <summary>The work beside which all else is measured: <see cref="ECDsa.VerifyHash(byte[], byte[])"/> with key objects that are kept, on all cores.</summary>
internal sealed class BareVerification : IDisposable
{
    private static readonly TimeSpan _time = TimeSpan.FromSeconds(0.75);

    private readonly (ECDsa Key, byte[] Hash, byte[] Signature)[] _signed;

    /// <summary>Of a signature by each unit of a fleet.</summary>
    public BareVerification(Fleet fleet)
    {
        _signed = [.. fleet.Units.Select(unit => unit.Signed())];
        Measure();
    }

    /// <summary>Verifies for most of a second.</summary>
    public Measured Measure()
    {
        long count = 0;
        var work = Measured.Start();
        Parallel.For(0, Environment.ProcessorCount, worker => Interlocked.Add(ref count, Verify(worker, work)));
        return work.Stop(count);
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_signed, one => one.Key.Dispose());

    private long Verify(int worker, Measured.Watches work)
    {
        long done = 0;

        for (int i = worker; work.Elapsed < _time; i = (i + Environment.ProcessorCount) % _signed.Length, done++)
        {
            if (!_signed[i].Key.VerifyHash(_signed[i].Hash, _signed[i].Signature))
            {
                throw new InvalidOperationException("our own signature is refused");
            }
        }

        return done;
    }
}
