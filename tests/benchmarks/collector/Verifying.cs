namespace NanoAgent.Benchmarks.Collector;

/// <summary>Verifies many signatures in turn on all cores.</summary>
/// <param name="count">How many there are.</param>
/// <param name="verify">Verifies one of them.</param>
internal sealed class Verifying(int count, Func<int, bool> verify)
{
    private static readonly TimeSpan _time = TimeSpan.FromSeconds(0.75);

    /// <summary>Verifies for most of a second.</summary>
    public Measured Measure()
    {
        long done = 0;
        var work = Measured.Start();
        Parallel.For(0, Environment.ProcessorCount, worker => Interlocked.Add(ref done, Verify(worker, work)));
        return work.Stop(done);
    }

    private long Verify(int worker, Measured.Watches work)
    {
        long done = 0;

        for (int i = worker; work.Elapsed < _time; i = (i + Environment.ProcessorCount) % count, done++)
        {
            if (!verify(i))
            {
                throw new InvalidOperationException("our own signature is refused");
            }
        }

        return done;
    }
}
