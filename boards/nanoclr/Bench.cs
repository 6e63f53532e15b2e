using System;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Report;

namespace NanoAgent.Boards.NanoClr;

/// <summary>Prints what the agent costs on this interpreter. A pass of the loop is the unit in which a chip's figures can be told.</summary>
public static class Bench
{
    private const int Passes = 1_000_000;
    private const int Cycles = 5;

    /// <summary>The entry.</summary>
    public static void Main()
    {
        Console.WriteLine("heap free at start " + Unit.FreeHeap().ToString());
        long loop = Loop();
        Print("loop of a million passes", loop, loop);
        Hash(loop);
        var unit = new Unit(false);
        Console.WriteLine("heap free with the agent " + Unit.FreeHeap().ToString());
        Sign(unit.Signer, loop);

        for (int i = 0; i < Cycles; i++)
        {
            long start = Environment.TickCount64;
            DeliveryOutcome outcome = unit.Agent.RunCycle();
            Print("whole cycle, outcome " + ((int)outcome).ToString(), Environment.TickCount64 - start, loop);
            Console.WriteLine("heap free after it " + Unit.FreeHeap().ToString());
        }
    }

    private static long Loop()
    {
        long start = Environment.TickCount64;
        int x = 0;

        for (int i = 0; i < Passes; i++)
        {
            x += i;
        }

        return Environment.TickCount64 - start;
    }

    private static void Hash(long loop)
    {
        byte[] data = new byte[1024];
        long start = Environment.TickCount64;

        for (int i = 0; i < 10; i++)
        {
            Sha256.Hash(data);
        }

        Print("SHA-256 of 1 KB, ten times", Environment.TickCount64 - start, loop);
    }

    private static void Sign(TokenSigner signer, long loop)
    {
        byte[] digest = Sha256.Hash(new byte[1]);
        byte[] signature = new byte[TokenSigner.SignatureBytes];
        signer.TrySign(digest, signature);

        long start = Environment.TickCount64;
        bool signed = signer.TrySign(digest, signature);
        Print("sign, fault check included: " + (signed ? "signed" : "fault"), Environment.TickCount64 - start, loop);

        start = Environment.TickCount64;
        bool good = Es256.Verify(signer.PublicKey, digest, signature);
        Print("verify: " + (good ? "good" : "bad"), Environment.TickCount64 - start, loop);
    }

    private static void Print(string what, long ms, long loop) =>
        Console.WriteLine(what + ": " + ms.ToString() + " ms, " + (ms * Passes / (loop == 0 ? 1 : loop)).ToString() + " passes");
}
