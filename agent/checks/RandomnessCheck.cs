using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Is the random source alive, and fed?</summary>
/// <remarks>
/// The two health tests of NIST SP 800-90B over 1,024 samples (its start-up number, §4.3), with 4 bits of entropy claimed for
/// a byte and a false alarm in 2^20. They find a source that is dead or stuck; no test finds a generator with a known seed.
/// </remarks>
public sealed class RandomnessCheck : ICheck
{
    /// <summary>Repetition count test, §4.4.1: 1 + 20/4 equal bytes in a row fail.</summary>
    public const int RepetitionCutoff = 6;

    /// <summary>Adaptive proportion test, §4.4.2: so many of a window's 512 bytes equal to its first fail.</summary>
    public const int ProportionCutoff = 62;

    /// <summary>Window of the adaptive proportion test for samples that are not bits, §4.4.2.</summary>
    public const int Window = 512;

    private const string Order = CheckReasons.Stuck + "," + CheckReasons.Biased + "," + CheckReasons.NoiseOff;

    /// <inheritdoc/>
    public string Id => CheckIds.Randomness;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Reads;

    /// <inheritdoc/>
    public Finding Run(CheckContext context)
    {
        var tally = new Tally(Id, Order);
        byte[] first = new byte[Window];
        byte[] second = new byte[Window];
        context.Board.Random.Fill(first);
        context.Board.Random.Fill(second);

        if (Bytes.Equal(first, second))
        {
            tally.Bad(CheckReasons.Stuck, Basis.Measured, "same-block");
        }

        Judge(first, tally);
        Judge(second, tally);
        IEntropy entropy = context.Board.Entropy;
        Answer noise = entropy != null && entropy.Presence == Presence.Present ? entropy.NoiseSourceOn : Answer.Unknown;
        tally.Judge(noise, Answer.No, CheckReasons.NoiseOff, Basis.Measured, null);
        tally.Facts.Add("samples", 2 * Window);
        tally.Facts.Add("noise-source", Answers.Text(noise));
        return tally.Finish(Basis.Measured, Reasons.Holds);
    }

    private static void Judge(byte[] window, Tally tally)
    {
        if (LongestRun(window) >= RepetitionCutoff)
        {
            tally.Bad(CheckReasons.Stuck, Basis.Measured, "run");
        }

        if (EqualToFirst(window) >= ProportionCutoff)
        {
            tally.Bad(CheckReasons.Biased, Basis.Measured, "value");
        }

        // Beyond the standard: a counter passes both tests, its steps do not.
        ToSteps(window);

        if (EqualToFirst(window) >= ProportionCutoff)
        {
            tally.Bad(CheckReasons.Biased, Basis.Measured, "step");
        }
    }

    private static int LongestRun(byte[] samples)
    {
        int longest = 1;
        int run = 1;

        for (int i = 1; i < samples.Length; i++)
        {
            run = samples[i] == samples[i - 1] ? run + 1 : 1;
            longest = run > longest ? run : longest;
        }

        return longest;
    }

    private static int EqualToFirst(byte[] window)
    {
        int equal = 0;

        for (int i = 0; i < window.Length; i++)
        {
            equal += window[i] == window[0] ? 1 : 0;
        }

        return equal;
    }

    /// <summary>Replaces each sample by its difference to the next, the last one by its difference to the first.</summary>
    private static void ToSteps(byte[] samples)
    {
        byte first = samples[0];

        for (int i = 0; i < samples.Length; i++)
        {
            byte next = i + 1 < samples.Length ? samples[i + 1] : first;
            samples[i] = (byte)(next - samples[i]);
        }
    }
}
