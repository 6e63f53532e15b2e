namespace nanoFramework.Runtime.Native;

/// <summary>Stands in for the device's collector, which the composition calls: on .NET nobody need care for the heap.</summary>
internal static class GC
{
    /// <summary>Does nothing.</summary>
    /// <returns>What the agent reads as -1: the platform cannot tell.</returns>
    public static uint Run(bool compact) => uint.MaxValue;
}
