using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Storage;
using NanoAgent.Collector.Watching;
using NanoAgent.Evidence;

namespace NanoAgent.Collector.Drift;

/// <summary>Looks at the filed declarations again and again, and tells another system when one begins to drift, drifts otherwise, or holds again: once a change, never once a look.</summary>
/// <remarks>What was told is kept beside the declarations, so that a restart tells nothing twice. What could not be told is tried again at the next look.</remarks>
internal sealed class DriftService(CollectorServices collector, FiledDeclarations filed, DriftHook hook) : BackgroundService
{
    // What is told of a declaration from which nothing has drifted: nothing.
    private static readonly string _nothing = Digest([]);

    /// <summary>Compares every filed declaration, and tells what has changed since it was last told.</summary>
    internal async Task LookAsync(CancellationToken cancel)
    {
        foreach (FiledDeclaration declaration in filed.Read())
        {
            if (declaration.Report is not DriftReport report)
            {
                collector.EventLog.Uncompared(declaration.Name, declaration.Problem!.En);
                continue;
            }

            string digest = Digest(report.NoLonger);
            string path = filed.PathOfTold(declaration.Name);

            if (digest != (File.Exists(path) ? await File.ReadAllTextAsync(path, cancel) : _nothing))
            {
                await TellAsync(declaration.Name, report, digest, path, cancel);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is StoreUnavailableException or IOException)
            {
                collector.EventLog.Unserved("drift", fault.Message);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // What nobody foresaw about one declaration must not end the collector.
                collector.EventLog.Broken("drift", fault.GetType().Name, fault.Message);
            }

            await Task.Delay(FiledDeclarations.Lifetime, collector.Options.Clock, stoppingToken);
        }
    }

    private async Task TellAsync(string name, DriftReport report, string digest, string path, CancellationToken cancel)
    {
        string? problem = await hook.SendAsync(report, cancel);

        if (problem is null)
        {
            PrivateFile.Write(path, System.Text.Encoding.ASCII.GetBytes(digest));
            collector.EventLog.Drifted(name, report.NoLonger.Count);
        }
        else
        {
            collector.EventLog.Untold(name, problem);
        }
    }

    // The same rows on the same units with the same answers are the same drift, whenever it is looked at.
    private static string Digest(IReadOnlyList<DriftRow> rows) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(row =>
        $"{row.Id} {row.Now} {row.UnitCount} {string.Join(' ', row.Units.Select(unit => $"{unit.Ueid} {unit.Check} {unit.Answer}"))}")))));
}
