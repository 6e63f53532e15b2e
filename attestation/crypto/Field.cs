namespace NanoAgent.Attestation.Crypto;

/// <summary>The field of P-256: numbers modulo p = 2^256 - 2^224 + 2^192 + 2^96 - 1, nine limbs each.</summary>
/// <remarks>Montgomery form means multiplied by R = 2^261, which is what nine limbs hold.</remarks>
internal static partial class Field
{
    /// <summary>A product, brought into 0 to p-1.</summary>
    internal static void MultiplyReduced(long[] result, long[] left, long[] right)
    {
        Multiply(result, left, right);
        Limbs.Reduce(result, Modulus);
    }

    /// <summary>Brings a number below p into Montgomery form, reduced.</summary>
    internal static void Enter(long[] number) => MultiplyReduced(number, number, RSquared);

    /// <summary>Takes a number out of Montgomery form, reduced.</summary>
    internal static void Leave(long[] result, long[] number) => MultiplyReduced(result, number, Limbs.One);
}
