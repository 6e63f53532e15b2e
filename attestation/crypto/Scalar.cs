namespace NanoAgent.Attestation.Crypto;

/// <summary>Numbers modulo n, the order of the base point: private keys, nonces and the halves of a signature.</summary>
internal static partial class Scalar
{
    private static readonly long[] s_plainOne = { 1, 0, 0, 0, 0, 0, 0, 0, 0 };

    /// <summary>A product, brought into 0 to n-1.</summary>
    internal static void MultiplyReduced(long[] result, long[] left, long[] right)
    {
        Multiply(result, left, right);
        Limbs.Reduce(result, Modulus);
    }

    /// <summary>Brings a number into Montgomery form, reduced.</summary>
    internal static void Enter(long[] result, long[] number) => MultiplyReduced(result, number, RSquared);

    /// <summary>Divides by R: takes a number out of Montgomery form, reduced.</summary>
    internal static void Leave(long[] result, long[] number) => MultiplyReduced(result, number, s_plainOne);

    /// <summary>The one of k and n-k that is odd. Both give points with the same x.</summary>
    /// <returns>1 when it is n-k.</returns>
    internal static int MakeOdd(long[] result, long[] k)
    {
        long even = (k[0] & 1) - 1;

        for (int i = 0; i < Limbs.Count; i++)
        {
            // k where it is odd, n-k where it is even: (k ^ m) - m is k or -k.
            result[i] = (Modulus[i] & even) + ((k[i] ^ even) - even);
        }

        Limbs.Carry(result);
        return (int)-even;
    }
}
