namespace NanoAgent.Collector.Storage;

/// <summary>This collector must not use that data: it is of a newer release, belongs to collectors with other keys, or is served by another one. Waiting does not help.</summary>
public sealed class StoreRefusedException(string message) : Exception(message);
