extern alias counted;

using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using Counted = counted::NanoAgent.Attestation.Crypto;
using CountedOutcome = counted::NanoAgent.Report.DeliveryOutcome;
using CountedProtection = counted::NanoAgent.Attestation.Claims.KeyProtection;
using CountedUnit = counted::NanoAgent.Boards.NanoClr.Unit;

namespace NanoAgent.Benchmarks;

/// <summary>What carries over to the interpreter: field and point operations from an instrumented build of the same sources, allocations from the product's own.</summary>
internal sealed class DeviceFigures : IFigures
{
    private const int Samples = 100;
    private const int Cycles = 10_000;
    private const int WarmUp = 1_000;
    private const int Readings = 10;
    private const int CyclesPerReading = 100;

    private static readonly byte[] s_key = SHA256.HashData("a key"u8);
    private static readonly byte[] s_digest = SHA256.HashData("a report"u8);

    // Has run often when its memory is counted: the first cycles fill flash and log.
    private readonly CountedUnit _unit = new(false);

    public string Word => "device";

    public IEnumerable<(string Name, decimal Value)> Read() =>
    [
        .. Operations("signature", CountSignature),
        .. Memory("signature", Signature()),
        .. Operations("verification", CountVerification),
        .. Memory("verification", Verification()),
        .. Operations("cycle", CountCycle),
        .. Memory("cycle", () => Run(_unit, 1)),
        ("heap-growth-over-10000-cycles", Growth()),
        ("signature-table-bytes", Counted.Counts.TableBytes),
    ];

    // The largest of some runs: a verification's count depends on the digits of its numbers.
    private static IEnumerable<(string, long)> Operations(string what, Action<int> run)
    {
        int multiplications = 0, squarings = 0, doublings = 0, additions = 0;

        for (int i = 0; i < Samples; i++)
        {
            run(i);
            multiplications = Math.Max(multiplications, Counted.Counts.Multiplications + Counted.Counts.Squarings);
            squarings = Math.Max(squarings, Counted.Counts.Squarings);
            doublings = Math.Max(doublings, Counted.Counts.Doublings);
            additions = Math.Max(additions, Counted.Counts.Additions);
        }

        yield return ($"field-multiplications-per-{what}", multiplications);
        yield return ($"field-squarings-per-{what}", squarings);
        yield return ($"point-doublings-per-{what}", doublings);
        yield return ($"point-additions-per-{what}", additions);
    }

    private static void CountSignature(int sample)
    {
        var signer = new Counted.SoftwareSigner(s_key, CountedProtection.PlainFlash, new CountedChance(sample));
        Counted.Counts.Reset();
        signer.TrySign(s_digest, new byte[64]);
    }

    private static void CountVerification(int sample)
    {
        var signer = new Counted.SoftwareSigner(s_key, CountedProtection.PlainFlash, new CountedChance(sample));
        byte[] signature = new byte[64];
        signer.TrySign(s_digest, signature);
        Counted.Counts.Reset();

        if (!Counted.Es256.Verify(signer.PublicKey, s_digest, signature))
        {
            throw new InvalidOperationException("our own signature is refused");
        }
    }

    private void CountCycle(int sample)
    {
        Counted.Counts.Reset();
        Run(_unit, 1);
    }

    private static Action Signature()
    {
        var signer = new SoftwareSigner(s_key, KeyProtection.PlainFlash, new Chance());
        byte[] signature = new byte[64];
        return () => signer.TrySign(s_digest, signature);
    }

    private static Action Verification()
    {
        var signer = new SoftwareSigner(s_key, KeyProtection.PlainFlash, new Chance());
        byte[] signature = new byte[64];
        signer.TrySign(s_digest, signature);
        return () => Es256.Verify(signer.PublicKey, s_digest, signature);
    }

    // Checks, observation, signature and delivery as composed for the interpreter: flash in memory, and a link that hashes the token and answers.
    private static void Run(CountedUnit unit, int cycles)
    {
        for (int i = 0; i < cycles; i++)
        {
            if (unit.Agent.RunCycle() != CountedOutcome.Delivered)
            {
                throw new InvalidOperationException("a cycle was not delivered");
            }
        }
    }

    // What a cycle leaves reachable stays so on the interpreter too. .NET hands memory out in blocks of 8 KB, so that one reading says little: the least of some.
    // Before the first, compilers and caches of .NET settle.
    private long Growth()
    {
        Run(_unit, WarmUp);
        long before = LeastHeld();
        Run(_unit, Cycles - (2 * Readings * CyclesPerReading));
        return LeastHeld() - before;
    }

    private long LeastHeld()
    {
        long least = long.MaxValue;

        for (int i = 0; i < Readings; i++)
        {
            Run(_unit, CyclesPerReading);
            least = Math.Min(least, GC.GetTotalMemory(true));
        }

        return least;
    }

    private static IEnumerable<(string, long)> Memory(string what, Action run)
    {
        long bytes = Allocations.Bytes(run);
        yield return ($"allocations-per-{what}", Allocations.AtMost(bytes));
        yield return ($"bytes-per-{what}", bytes);
    }

    private sealed class Chance : IRandomSource
    {
        public void Fill(byte[] buffer) => RandomNumberGenerator.Fill(buffer);
    }

    private sealed class CountedChance(int seed) : Counted.IRandomSource
    {
        private readonly Random _random = new(seed);

        public void Fill(byte[] buffer) => _random.NextBytes(buffer);
    }
}
