using System;
using NanoAgent.Report;

namespace NanoAgent.Boards.NanoClr;

/// <summary>Prints what the agent costs on this interpreter. A pass of the loop is the unit in which a chip's figures can be told.</summary>
public static class Bench
{
    private const int Runs = 10;
    private const int Cycles = 5;

    /// <summary>The entry.</summary>
    public static void Main()
    {
        Console.WriteLine("heap free at start " + Unit.FreeHeap().ToString());
        long pass = Fastest(new Loop(), 1);
        Print("a million passes", pass, pass);
        Print("SHA-256 of 1 KB", Fastest(new Hashing(), 10), pass);
        var unit = new Unit(false);
        Console.WriteLine("heap free with the agent " + Unit.FreeHeap().ToString());
        Print("sign, fault check included", Fastest(new Signing(unit.Signer), 10), pass);
        Print("verify", Fastest(new Verifying(unit.Signer), 5), pass);

        for (int i = 0; i < Cycles; i++)
        {
            long start = Environment.TickCount64;
            DeliveryOutcome outcome = unit.Agent.RunCycle();
            Print("whole cycle, outcome " + ((int)outcome).ToString(), (Environment.TickCount64 - start) * 1000, pass);
            Console.WriteLine("heap free after it " + Unit.FreeHeap().ToString());
        }
    }

    /// <summary>Microseconds of one call in the fastest of some runs: other processes only ever make a run longer.</summary>
    private static long Fastest(IWork work, int calls)
    {
        long fastest = long.MaxValue;

        for (int run = 0; run < Runs; run++)
        {
            long start = Environment.TickCount64;

            for (int i = 0; i < calls; i++)
            {
                work.Do();
            }

            long took = Environment.TickCount64 - start;
            fastest = took < fastest ? took : fastest;
        }

        return fastest * 1000 / calls;
    }

    private static void Print(string what, long microseconds, long million) =>
        Console.WriteLine(what + ": " + microseconds.ToString() + " us, " + (microseconds * Loop.Passes / (million == 0 ? 1 : million)).ToString() + " passes");
}
