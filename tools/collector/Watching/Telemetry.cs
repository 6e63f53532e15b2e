using System.Diagnostics.Metrics;
using NanoAgent.Attestation.Verify;
using NanoAgent.Collector.Doors;
using NanoAgent.Collector.Enrolments;

namespace NanoAgent.Collector.Watching;

/// <summary>What a collector counts, by the names that the README lists. Costs nothing while nobody listens.</summary>
public sealed class Telemetry : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "NanoAgent.Collector";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _reports;
    private readonly Counter<long> _enrolments;
    private readonly Counter<long> _faults;

    /// <summary>Makes the instruments.</summary>
    /// <param name="logSize">Reads the log's size; asked when somebody collects.</param>
    public Telemetry(Func<long> logSize)
    {
        _reports = _meter.CreateCounter<long>("nanoagent.reports", "{report}", "Reports, by outcome: accepted, or the refusal.");
        _enrolments = _meter.CreateCounter<long>("nanoagent.enrolments", "{enrolment}", "Enrolments, by outcome.");
        _faults = _meter.CreateCounter<long>("nanoagent.faults", "{fault}", "Requests that this side could not serve. Never a verdict about a unit.");
        _meter.CreateObservableGauge("nanoagent.log.size", () => Read(logSize), "{entry}", "Entries of the log.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Report(Refusal refusal) => _reports.Add(1, Outcome(refusal == Refusal.None ? "accepted" : Problems.Name(refusal)));

    internal void Enrolment(EnrolmentOutcome outcome) => _enrolments.Add(1, Outcome(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(outcome.ToString())));

    internal void Fault() => _faults.Add(1);

    private static KeyValuePair<string, object?> Outcome(string outcome) => new("outcome", outcome);

    // A database that does not answer is no reason for the other figures to be missing.
    private static IEnumerable<Measurement<long>> Read(Func<long> logSize)
    {
        try
        {
            return [new Measurement<long>(logSize())];
        }
        catch (Storage.StoreUnavailableException)
        {
            return [];
        }
    }
}
