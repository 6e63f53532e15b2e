namespace NanoAgent.Collector.Storage;

/// <summary>This collector must not use that database: it is of a newer release, or belongs to collectors with other keys. Waiting does not help.</summary>
public sealed class StoreRefusedException(string message) : Exception(message);
