namespace NanoAgent.Collector.Keys;

/// <summary>Who says that a folder's keys and CA are the right ones, though the database knows others.</summary>
/// <param name="Who">The person.</param>
/// <param name="Why">The reason.</param>
public sealed record KeyAdoption(string Who, string Why);
