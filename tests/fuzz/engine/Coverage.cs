using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace NanoAgent.Tests.Fuzz;

/// <summary>Which branches have been taken of the assemblies that SharpFuzz instrumented; none, where none is instrumented.</summary>
internal sealed unsafe class Coverage
{
    // The size of SharpFuzz's map: a branch is two blocks, one after the other, and its byte counts how often.
    private const int Branches = 65_536;

    private readonly byte[] _seen = new byte[Branches];

    /// <summary>Branches taken so far.</summary>
    public int Taken => Branches - _seen.AsSpan().Count((byte)0);

    private static Span<byte> Map => new(Trace.SharedMem, Branches);

    /// <summary>Instrumented code writes to the map from its first line on.</summary>
    [ModuleInitializer]
    internal static void Open() => Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(Branches);

    /// <summary>Before an input is read.</summary>
    public static void Begin()
    {
        Map.Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Did the input take a branch that none before it took, or one markedly more often?</summary>
    public bool IsNew()
    {
        bool isNew = false;
        Span<byte> map = Map;

        for (int at = map.IndexOfAnyExcept((byte)0); at >= 0 && at < map.Length;)
        {
            byte often = Often(map[at]);
            isNew |= (_seen[at] & often) == 0;
            _seen[at] |= often;
            int next = map[(at + 1)..].IndexOfAnyExcept((byte)0);
            at = next < 0 ? map.Length : at + 1 + next;
        }

        return isNew;
    }

    // As afl-fuzz counts: once, twice, thrice, then by ever wider bands.
    private static byte Often(byte count) => count switch
    {
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
