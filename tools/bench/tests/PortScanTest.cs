using System.Net.Sockets;
using NanoAgent.Attestation.Claims;
using NanoAgent.Evidence;

namespace NanoAgent.Bench;

/// <summary>Which TCP ports of the unit take connections, against those that the vendor declares? UDP is not looked at, and says so.</summary>
public sealed class PortScanTest : BenchTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override string Id => "port-scan";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Criteria => ["S1.1-13"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Checks => [CheckIds.Interfaces];

    /// <inheritdoc/>
    public override async Task<(TestOutcome Outcome, string Summary)> RunAsync(BenchSession run)
    {
        ArgumentNullException.ThrowIfNull(run);
        BenchTarget target = run.Target;

        if (target.Ports.Count == 0)
        {
            return Inconclusive("no ports were named to try");
        }

        var open = new List<int>();

        foreach (int port in target.Ports.Distinct().Order())
        {
            if (await IsOpenAsync(run, port).ConfigureAwait(false))
            {
                open.Add(port);
                run.Saw($"TCP {port} takes connections{(target.DeclaredPorts.Contains(port) ? ", declared" : "")}");
            }
        }

        run.Saw($"{target.Ports.Count} TCP ports tried; UDP and radios were not");
        int[] undeclared = [.. open.Except(target.DeclaredPorts)];

        return undeclared.Length > 0 ? Fail($"undeclared TCP ports take connections: {string.Join(", ", undeclared)}")
            : open.Count == 0 ? Inconclusive($"none of {target.Ports.Count} TCP ports takes connections, not even a declared one")
            : Pass($"of {target.Ports.Count} TCP ports tried, only declared ones take connections: {string.Join(", ", open)}");
    }

    private static async Task<bool> IsOpenAsync(BenchSession run, int port)
    {
        await run.Pace.WaitAsync(run.Cancel).ConfigureAwait(false);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(run.Cancel);
        patience.CancelAfter(Patience);
        using var client = new TcpClient();

        try
        {
            await client.ConnectAsync(run.Target.Uri.DnsSafeHost, port, patience.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !run.Cancel.IsCancellationRequested))
        {
            return false;
        }
    }
}
