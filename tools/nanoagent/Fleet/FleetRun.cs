using System.Collections.Concurrent;
using System.Diagnostics;
using Spectre.Console;

namespace NanoAgent.Tool.Fleet;

/// <summary>What a simulated fleet did.</summary>
/// <param name="Devices">Units enrolled.</param>
/// <param name="Sent">Reports sent.</param>
/// <param name="Accepted">Reports accepted.</param>
/// <param name="Refused">Those that were not, by reason.</param>
/// <param name="Personas">Units by persona.</param>
/// <param name="Seconds">How long reporting took.</param>
/// <param name="PerSecond">Reports a second.</param>
/// <param name="MedianMs">Median time of an answer.</param>
/// <param name="SlowestMs">Time within which 99 of 100 answers came.</param>
internal sealed record FleetSummary(
    int Devices, int Sent, int Accepted, IReadOnlyDictionary<string, int> Refused, IReadOnlyDictionary<string, int> Personas, double Seconds, double PerSecond, double MedianMs, double SlowestMs);

/// <summary>Enrols a fleet and lets it report, so many reports a second and so many at a time.</summary>
internal sealed class FleetRun(FleetPlan plan, FleetClient client, Func<string, string> enrolmentToken)
{
    /// <summary>Requests that are on their way at most.</summary>
    public const int MostAtATime = 64;

    private readonly ConcurrentDictionary<string, int> _refused = new();
    private readonly ConcurrentBag<double> _milliseconds = [];
    private string _collector = "";
    private int _accepted;

    /// <summary>Runs all of it.</summary>
    public async Task<FleetSummary> RunAsync(IAnsiConsole people, CancellationToken cancel)
    {
        SimulatedUnit[] units = [];
        double seconds = 0;
        await people.Progress().AutoClear(true).StartAsync(async progress =>
        {
            units = await MakeAsync(progress.AddTask("boards check themselves", maxValue: plan.Mix.Count), cancel);
            await EachAsync(units, progress.AddTask("units enrol", maxValue: units.Length), EnrolAsync, cancel);
            ProgressTask reports = progress.AddTask("units report", maxValue: (double)units.Length * plan.ReportsEach);
            long began = Stopwatch.GetTimestamp();
            await ReportAsync(units, reports, began, cancel);
            seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        });
        double[] times = [.. _milliseconds.Order()];
        int sent = units.Length * plan.ReportsEach;
        return new FleetSummary(
            units.Length, sent, _accepted, _refused, units.CountBy(unit => unit.Sample.Persona).ToDictionary(), Math.Round(seconds, 2), Math.Round(sent / seconds, 1),
            Math.Round(times[times.Length / 2], 1), Math.Round(times[times.Length * 99 / 100], 1));
    }

    private async Task<SimulatedUnit[]> MakeAsync(ProgressTask progress, CancellationToken cancel)
    {
        var samples = new Dictionary<string, PersonaSample>();

        foreach (string name in plan.Mix.Select(part => part.Persona.Name).Distinct())
        {
            samples[name] = await Task.Run(() => PersonaSample.Take(Boards.Virtual.Persona.Of(name)), cancel);
            progress.Increment(1);
        }

        return [.. plan.Personas().Select(persona => new SimulatedUnit(samples[persona.Name]))];
    }

    private async Task EnrolAsync(SimulatedUnit unit, CancellationToken cancel)
    {
        (string nonce, string collector) = await client.ChallengeAsync(unit.KeyId, cancel);
        _collector = collector;

        if (await client.EnrolAsync(unit.Enrolment(collector, nonce), enrolmentToken(unit.Sample.Model), cancel) is string refusal)
        {
            throw ToolException.No($"enrolment refused: {refusal}");
        }
    }

    // Report i is due i/rate seconds after the beginning. Each unit waits for its answer before it reports again.
    private async Task ReportAsync(SimulatedUnit[] units, ProgressTask progress, long began, CancellationToken cancel)
    {
        for (int round = 0; round < plan.ReportsEach; round++)
        {
            int first = round * units.Length;
            await Parallel.ForEachAsync(Enumerable.Range(0, units.Length), Options(cancel), async (i, stop) =>
            {
                TimeSpan early = TimeSpan.FromSeconds((double)(first + i) / plan.Rate) - Stopwatch.GetElapsedTime(began);

                if (early > TimeSpan.Zero)
                {
                    await Task.Delay(early, stop);
                }

                await ReportAsync(units[i], stop);
                progress.Increment(1);
            });
        }
    }

    private async Task ReportAsync(SimulatedUnit unit, CancellationToken cancel)
    {
        string nonce = unit.Nonce ?? (await client.ChallengeAsync(unit.KeyId, cancel)).Nonce;
        byte[] token = unit.Token(_collector, nonce);
        long began = Stopwatch.GetTimestamp();
        (string? refusal, string? next) = await client.ReportAsync(token, cancel);
        _milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        unit.Nonce = next;

        if (refusal is null)
        {
            Interlocked.Increment(ref _accepted);
        }
        else
        {
            _refused.AddOrUpdate(refusal, 1, (_, count) => count + 1);
        }
    }

    private static Task EachAsync(SimulatedUnit[] units, ProgressTask progress, Func<SimulatedUnit, CancellationToken, Task> work, CancellationToken cancel) =>
        Parallel.ForEachAsync(units, Options(cancel), async (unit, stop) =>
        {
            await work(unit, stop);
            progress.Increment(1);
        });

    private static ParallelOptions Options(CancellationToken cancel) => new() { MaxDegreeOfParallelism = MostAtATime, CancellationToken = cancel };
}
