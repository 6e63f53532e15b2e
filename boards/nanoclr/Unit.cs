using NanoAgent.Attestation.Crypto;
using NanoAgent.Checks;
using NanoAgent.Keeping;
using NanoAgent.Report;

namespace NanoAgent.Boards.NanoClr;

/// <summary>The agent composed on the virtual device.</summary>
public sealed class Unit : IHeap
{
    private const int OutboxCapacity = 1;

    /// <summary>Composes it.</summary>
    /// <param name="prints">Whether tokens are printed.</param>
    public Unit(bool prints)
    {
        Board = new NanoClrBoard();

        // Signing takes blocks of up to 1.1 KB; what a start leaves behind lies in between.
        FreeHeap();
        Signer = Board.NewSigner();
        var store = new SettingsStore(Board.Flash, "agent", Board.Random, new string[0]);
        var outbox = new Outbox(Board.Flash, OutboxCapacity);
        var client = new ReportClient(Board, Signer, new ConsoleLink(Board.Random, prints), outbox, store);
        var context = new CheckContext(Board, new AgentMemory(store), Signer, null, null);
        Agent = new Agent(Board, AllChecks.Create(null), context, outbox, client, new Policy(), this);
    }

    /// <summary>The board.</summary>
    public NanoClrBoard Board { get; }

    /// <summary>The unit's key.</summary>
    public TokenSigner Signer { get; }

    /// <summary>The agent on it.</summary>
    public Agent Agent { get; }

    /// <summary>Collects, compacts, and tells what is free.</summary>
    public static uint FreeHeap() => nanoFramework.Runtime.Native.GC.Run(true);

    /// <inheritdoc/>
    public int FreeBytes => (int)nanoFramework.Runtime.Native.GC.Run(false);

    /// <inheritdoc/>
    public void Compact() => FreeHeap();
}
