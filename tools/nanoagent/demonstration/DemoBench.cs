using NanoAgent.Attestation.Crypto;
using NanoAgent.Bench;
using NanoAgent.Boards.Virtual;
using NanoAgent.Evidence;

namespace NanoAgent.Tool.Demonstration;

/// <summary>The demonstration's tests from outside: one more virtual board of the same firmware, on the bench.</summary>
internal static class DemoBench
{
    private const string Tester = "Demonstration tester, who does not exist";

    /// <summary>Runs every test but the port scan, whose absence leaves S1.1-13 open on purpose, and signs what was found.</summary>
    /// <returns>The records; none for firmware without an endpoint.</returns>
    public static async Task<IReadOnlyList<TestRecord>> RunAsync(Terminal terminal, Persona persona, string folder, TokenSigner signer, CancellationToken cancel)
    {
        using VirtualBoard board = VirtualBench.Start(persona, Path.Combine(folder, "flash-bench"));

        if (board.AdminUri is null)
        {
            return [];
        }

        BenchSubject subject = VirtualBench.SubjectOf(board, board.Identity.Model, Tester);
        IReadOnlyList<BenchResult> results = await BenchRun.RunAsync(
            VirtualBench.TargetOf(board), [.. BenchRun.All.Where(t => t is not PortScanTest)], new BenchOptions { Gap = TimeSpan.Zero },
            r => terminal.Say($"nanoagent: bench: {r.Test.Id}: {Words.Kebab(r.Outcome)}: {r.Summary}"), cancel);
        return [.. results.Select(r => BenchRun.Sign(r, subject, signer))];
    }
}
