namespace NanoAgent.Attestation.Crypto;

/// <summary>A number as odd digits from -7 to 7 with at least three zeros after each (width-4 non-adjacent form), so that few additions are needed.</summary>
internal static class WindowedForm
{
    /// <summary>Digits that a number of 256 bits can have.</summary>
    internal const int MaxDigits = 257;

    private const int Width = 4;

    /// <summary>Writes the digits, least significant first.</summary>
    /// <param name="number">Plain limbs, below 2^256.</param>
    /// <param name="digits">Room for <see cref="MaxDigits"/>; the rest becomes zero.</param>
    /// <returns>One more than the place of the top digit.</returns>
    internal static int Write(long[] number, sbyte[] digits)
    {
        for (int i = 0; i < digits.Length; i++)
        {
            digits[i] = 0;
        }

        int length = 0;
        int carry = 0;
        int at = 0;

        while (at < MaxDigits)
        {
            if (Bit(number, at) == carry)
            {
                at++;
                continue;
            }

            int digit = carry;

            for (int i = 0; i < Width; i++)
            {
                digit += Bit(number, at + i) << i;
            }

            carry = digit >> (Width - 1);
            digits[at] = (sbyte)(digit - (carry << Width));
            length = at + 1;
            at += Width;
        }

        return length;
    }

    private static int Bit(long[] number, int at) =>
        at >= Limbs.Count * Limbs.Bits ? 0 : (int)(number[at / Limbs.Bits] >> (at % Limbs.Bits)) & 1;
}
