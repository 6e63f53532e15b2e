namespace NanoAgent.Benchmarks;

/// <summary>Counts what some work allocates on its own thread.</summary>
internal static class Allocations
{
    // The smallest object of a 64-bit runtime: header, type and one word.
    private const int SmallestObject = 24;

    /// <summary>Bytes, once everything is compiled and loaded.</summary>
    public static long Bytes(Action work)
    {
        work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Objects at most: so many of the smallest fit into the bytes. Exact when it is 0.</summary>
    public static long AtMost(long bytes) => (bytes + SmallestObject - 1) / SmallestObject;
}
