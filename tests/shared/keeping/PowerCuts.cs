using NanoAgent.Keeping;

namespace NanoAgent.Tests.Shared.Keeping;

/// <summary>What is done under the threat of a cut, what the next start does, and what must hold after it.</summary>
internal sealed record Rehearsal(MemoryFlash Flash, Action Act, Action Restart, Action Judge);

/// <summary>Cuts a scenario at every single write, with several torn lengths, unsynced bytes kept or lost; then once more within the restart.</summary>
internal static class PowerCuts
{
    private static readonly int[] s_torn = [MemoryFlash.NothingWritten, 0, 1, 7, 31, 79, int.MaxValue];
    private static readonly int[] s_tornTwice = [MemoryFlash.NothingWritten, 7, int.MaxValue];

    /// <summary>How many cuts were tried; each was judged.</summary>
    public static int Everywhere(string what, Func<Rehearsal> stage)
    {
        int cuts = 0;

        foreach (int torn in s_torn)
        {
            foreach (bool keep in new[] { false, true })
            {
                cuts += EveryWrite(stage, torn, keep);
            }
        }

        Console.WriteLine($"{what}: {cuts} power cuts");
        Assert.IsGreaterThan(0, cuts, "no cut was tried");
        return cuts;
    }

    private static int EveryWrite(Func<Rehearsal> stage, int torn, bool keep)
    {
        for (int write = 1; ; write++)
        {
            Rehearsal run = stage();
            run.Flash.CutAt(write, torn, keep);

            if (!IsCut(run.Act))
            {
                run.Flash.PowerUp();
                run.Restart();
                run.Judge();
                return write - 1 + (s_tornTwice.Contains(torn) ? CutsOfRestarts(stage, torn, keep, write - 1) : 0);
            }

            run.Flash.PowerUp();
            run.Restart();
            run.Judge();
        }
    }

    /// <summary>The start after a cut writes too, and can be cut as well.</summary>
    private static int CutsOfRestarts(Func<Rehearsal> stage, int torn, bool keep, int writes)
    {
        int cuts = 0;

        for (int first = 1; first <= writes; first++)
        {
            bool cut = true;

            for (int second = 1; cut; second++)
            {
                Rehearsal run = stage();
                run.Flash.CutAt(first, torn, keep);
                IsCut(run.Act);
                run.Flash.PowerUp();
                run.Flash.CutAt(second, torn, keep);
                cut = IsCut(run.Restart);
                cuts += cut ? 1 : 0;
                run.Flash.PowerUp();
                run.Restart();
                run.Judge();
            }
        }

        return cuts;
    }

    private static bool IsCut(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (PowerCutException)
        {
            return true;
        }
    }
}
