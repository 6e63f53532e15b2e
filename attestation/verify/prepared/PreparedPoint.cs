using System.Runtime.Intrinsics;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Attestation.Verify.Prepared;

/// <summary>Multiples of one point for a signed all-odd comb (as the device's <see cref="Comb"/>): five teeth 52 bits apart, two blocks of 26 columns. Immutable.</summary>
/// <remarks>
/// An odd k is a sum of ±2^i over all i below 260: the digit is + where bit i+1 of k is set, and for the last i. A block holds the 16 sums, up to the sign, of the digits that one column
/// has in its five teeth; the second block's are 2^26 times the first one's. No sum in it is infinity: each is between 1 and 2^235 times the point, up to the sign.
/// </remarks>
internal sealed class PreparedPoint
{
    internal const int Blocks = 2;
    internal const int Rows = 26;
    internal const int Teeth = 5;
    private const int Spacing = Blocks * Rows;
    private const int Entries = 1 << (Teeth - 1);

    // Affine, Montgomery form, plain limbs: x, then y. Block after block.
    private readonly int[] _table = new int[Blocks * Entries * PointEngine.PointLimbs];

    private PreparedPoint()
    {
    }

    /// <summary>The base point's.</summary>
    internal static PreparedPoint Generator { get; } = Of(Comb.Generator());

    /// <summary>Prepares a key.</summary>
    internal static PreparedPoint Of(PublicKey key)
    {
        long[] x = new long[Limbs.Count], y = new long[Limbs.Count];
        key.Load(x, y);
        Field.Enter(x);
        Field.Enter(y);
        return Of([.. x.Concat(y).Select(limb => (int)limb)]);
    }

    /// <summary>Splits an odd multiple: bit c of tooth t tells the digit in t's column c.</summary>
    /// <param name="odd">Plain limbs.</param>
    /// <param name="teeth">Room for five.</param>
    internal static void Split(long[] odd, ulong[] teeth)
    {
        for (int tooth = 0; tooth < Teeth; tooth++)
        {
            teeth[tooth] = 0;

            // The top tooth's last column is bit 260, where the nine limbs end. Bits past a tooth's 52 are not looked at.
            for (int taken = 0; taken < Spacing;)
            {
                int bit = (tooth * Spacing) + 1 + taken;
                int within = bit % Limbs.Bits;
                teeth[tooth] |= (ulong)(odd[bit / Limbs.Bits] >> within) << taken;
                taken += Limbs.Bits - within;
            }
        }

        teeth[Teeth - 1] |= 1UL << (Spacing - 1);
    }

    /// <summary>The entry for one column of an odd multiple.</summary>
    /// <param name="teeth">What <see cref="Split"/> gave.</param>
    /// <param name="block">0 or 1.</param>
    /// <param name="row">0 to <see cref="Rows"/>-1.</param>
    /// <param name="sign">-1 when the entry's opposite is meant, else 0.</param>
    /// <returns>x, then y.</returns>
    internal ReadOnlySpan<int> Entry(ulong[] teeth, int block, int row, out int sign)
    {
        int digits = 0;
        int column = (block * Rows) + row;

        for (int tooth = Teeth - 1; tooth >= 0; tooth--)
        {
            digits = (digits << 1) | ((int)(teeth[tooth] >> column) & 1);
        }

        sign = (digits >> (Teeth - 1)) - 1;
        int index = (block * Entries) + ((digits ^ sign) & (Entries - 1));
        return _table.AsSpan(index * PointEngine.PointLimbs, PointEngine.PointLimbs);
    }

    // The teeth of both blocks lie 26 doublings apart.
    private static PreparedPoint Of(int[] point)
    {
        long[][] teeth = new long[Teeth * Blocks][];
        LoadSame(point, out Lanes x, out Lanes y);
        LanePoint multiple = default;
        multiple.Start(ref x, ref y, Vector256<long>.Zero);

        for (int i = 0; i < teeth.Length; i++)
        {
            for (int doubling = 0; i > 0 && doubling < Rows; doubling++)
            {
                multiple.Double();
            }

            multiple.CopyTo(0, teeth[i] = new long[PointEngine.JacobianLimbs]);
        }

        var prepared = new PreparedPoint();
        long[][] sums = Sums(AffinePoints.Of(teeth));
        AffinePoints.Of(sums).CopyTo(prepared._table, 0);
        return prepared;
    }

    // Entry i of a block: the top tooth added, each lower tooth t added when bit t of i is set, and else subtracted. Four entries at a time.
    private static long[][] Sums(int[] teeth)
    {
        long[][] sums = new long[Blocks * Entries][];

        for (int first = 0; first < sums.Length; first += Lanes.Count)
        {
            int block = first / Entries;
            LoadSame(ToothOf(teeth, Teeth - 1, block), out Lanes x, out Lanes y);
            LanePoint sum = default;
            sum.Start(ref x, ref y, Vector256<long>.Zero);

            for (int tooth = 0; tooth < Teeth - 1; tooth++)
            {
                LoadSame(ToothOf(teeth, tooth, block), out x, out y);
                Vector256<long> sign = (Vector256.Create(first, first + 1L, first + 2L, first + 3L) >>> tooth & Vector256<long>.One) - Vector256<long>.One;
                Negate(ref y, sign);
                sum.Add(ref x, ref y);
            }

            for (int lane = 0; lane < Lanes.Count; lane++)
            {
                sum.CopyTo(lane, sums[first + lane] = new long[PointEngine.JacobianLimbs]);
            }
        }

        return sums;
    }

    private static ReadOnlySpan<int> ToothOf(int[] teeth, int tooth, int block) =>
        teeth.AsSpan(((tooth * Blocks) + block) * PointEngine.PointLimbs, PointEngine.PointLimbs);

    private static void LoadSame(ReadOnlySpan<int> point, out Lanes x, out Lanes y)
    {
        x = default;
        y = default;

        for (int i = 0; i < Limbs.Count; i++)
        {
            x.Limb(i) = Vector256.Create((long)point[i]);
            y.Limb(i) = Vector256.Create((long)point[Limbs.Count + i]);
        }
    }

    private static void Negate(ref Lanes y, Vector256<long> sign)
    {
        for (int i = 0; i < Limbs.Count; i++)
        {
            y.Limb(i) = (y.Limb(i) ^ sign) - sign;
        }
    }
}
