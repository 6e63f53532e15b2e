namespace NanoAgent.Collector.Devices;

/// <summary>A unit's row was changed since it was read. The transaction is given up and done again with the row as it is.</summary>
internal sealed class StaleUnitException(long unit) : Exception($"unit {unit} was changed in between");
