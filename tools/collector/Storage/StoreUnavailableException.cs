namespace NanoAgent.Collector.Storage;

/// <summary>The database, or the token that holds the keys, did not do its work: locked, full, gone. Says nothing about any unit, so no verdict may be made of it.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
