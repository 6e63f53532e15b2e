using System;

namespace NanoAgent.Attestation.Crypto;

/// <summary>Multiples of the base point by a signed all-odd comb (Hamburg: "Fast and compact elliptic-curve cryptography", 2012, §3.3).</summary>
/// <remarks>
/// An odd k is a sum of ±2^i over all i below 258: the digit is + where bit i+1 of k is set, and for the last i.
/// A column holds the six digits that lie 43 bits apart; its 32 sums (up to the sign) are in the table. So the schedule's shape is the same for every k.
/// Why no addition meets an exceptional case, for any k from 1 to n-1: README.md, "Exceptional cases".
/// </remarks>
internal static partial class Comb
{
    private const int TableEntries = 1 << (Teeth - 1);

    /// <summary>Entries of a schedule: one addition a column and a doubling between the rows.</summary>
    internal const int ScheduleLength = Spacing + Rows - 1;

    /// <summary>The addition entry of a column, or of a row in the second table; none (0, false) past the last column.</summary>
    /// <param name="odd">The odd multiple, plain limbs.</param>
    /// <param name="row">0 to <see cref="Rows"/>-1.</param>
    /// <param name="table">0 or 1.</param>
    /// <param name="entry">The entry.</param>
    internal static bool TryGetEntry(long[] odd, int row, int table, out short entry)
    {
        int column = (table * Rows) + row;
        entry = 0;

        if (column >= Spacing)
        {
            return false;
        }

        int digits = 0;

        for (int tooth = Teeth - 1; tooth >= 0; tooth--)
        {
            int bit = column + (tooth * Spacing) + 1;
            digits = (digits << 1) | (bit == Teeth * Spacing ? 1 : (int)(odd[bit / Limbs.Bits] >> (bit % Limbs.Bits)) & 1);
        }

        // Where the top digit is -, the entry of the opposite digits is subtracted.
        int negative = 1 - (digits >> (Teeth - 1));
        int index = (digits ^ -negative) & (TableEntries - 1);
        entry = (short)(((((table * TableEntries) + index) * PointEngine.PointLimbs) << 2) | negative);
        return true;
    }

    /// <summary>Writes the whole schedule of an odd multiple.</summary>
    internal static void Schedule(long[] odd, short[] schedule)
    {
        int length = 0;

        for (int row = Rows - 1; row >= 0; row--)
        {
            if (row < Rows - 1)
            {
                schedule[length++] = PointEngine.Doubling;
            }

            for (int table = Tables - 1; table >= 0; table--)
            {
                if (TryGetEntry(odd, row, table, out short entry))
                {
                    schedule[length++] = entry;
                }
            }
        }
    }

    /// <summary>The multiple that a schedule computes, read back from its entries: the fault check compares it with the nonce.</summary>
    internal static void Sum(short[] schedule, long[] sum)
    {
        Array.Clear(sum, 0, Limbs.Count);

        for (int i = 0; i < ScheduleLength; i++)
        {
            if (schedule[i] == PointEngine.Doubling)
            {
                // Limbs of 29 bits, doubled 21 times: no overflow before the carry below.
                for (int limb = 0; limb < Limbs.Count; limb++)
                {
                    sum[limb] <<= 1;
                }
            }
            else
            {
                AddColumn(schedule[i], sum);
            }
        }

        Limbs.Carry(sum);
    }

    private static void AddColumn(int entry, long[] sum)
    {
        int point = (entry >> 2) / PointEngine.PointLimbs;
        int digits = (point & (TableEntries - 1)) | TableEntries;
        int bit = point / TableEntries * Rows;
        int sign = 1 - (2 * (entry & 1));

        for (int tooth = 0; tooth < Teeth; tooth++)
        {
            int digit = sign * ((2 * ((digits >> tooth) & 1)) - 1);
            sum[bit / Limbs.Bits] += (long)digit << (bit % Limbs.Bits);
            bit += Spacing;
        }
    }
}
