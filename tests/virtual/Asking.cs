using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Boards.Virtual;
using NanoAgent.Checks;
using NanoAgent.Keeping;

namespace NanoAgent.Tests.Virtual;

/// <summary>Asks checks of any board, each once, with nothing between: no policy, no outbox, no report.</summary>
internal static class Asking
{
    public static IReadOnlyDictionary<string, Finding> All(IBoard board, TokenSigner? signer, params ICheck[] more) =>
        These(board, signer, [.. AllChecks.Create(null), .. more]);

    public static IReadOnlyDictionary<string, Finding> These(IBoard board, TokenSigner? signer, params ICheck[] checks)
    {
        var memory = new AgentMemory(new SettingsStore(board.Flash, "agent", board.Random, []));
        var context = new CheckContext(board, memory, signer, TagBatch.Simulated.Key, new TagSink());

        foreach (ICheck check in checks)
        {
            (check as IRestoring)?.Restore(context);
        }

        return checks.Select(c => Ask(c, context)).ToDictionary(f => f.Check);
    }

    private sealed class TagSink : ITagSink
    {
        public void Add(string name, byte[] tag)
        {
        }
    }

    /// <summary>A check that throws gives not-run, and the others go on; a power cut is none of its business.</summary>
    private static Finding Ask(ICheck check, CheckContext context)
    {
        try
        {
            return check.Run(context);
        }
        catch (Exception e) when (e is not PowerLostException)
        {
            return new Finding(check.Id, Outcome.NotRun, Basis.None, Reasons.Threw, null);
        }
    }
}
