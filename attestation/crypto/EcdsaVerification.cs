using System;

namespace NanoAgent.Attestation.Crypto;

/// <summary>One ECDSA verification and its scratch: u1 · G by the comb and u2 · Q by a windowed form, in one walk.</summary>
internal sealed class EcdsaVerification
{
    // 1, 3, 5 and 7 times Q.
    private const int OddMultiples = 4;

    // A doubling a digit, an addition for at most every fourth, and the comb's additions.
    private const int MaxSchedule = WindowedForm.MaxDigits + (WindowedForm.MaxDigits / 4) + 1 + (2 * Comb.Rows);

    private readonly Curve _curve = new Curve();
    private readonly int[] _table = new int[OddMultiples * PointEngine.PointLimbs];
    private readonly long[] _point = new long[PointEngine.JacobianLimbs];
    private readonly long[] _x = new long[Limbs.Count];
    private readonly long[] _y = new long[Limbs.Count];
    private readonly long[] _r = new long[Limbs.Count];
    private readonly long[] _s = new long[Limbs.Count];
    private readonly long[] _u1 = new long[Limbs.Count];
    private readonly long[] _u2 = new long[Limbs.Count];

    /// <summary>Does the signature belong to the digest under the key? Lengths are right.</summary>
    internal bool Verify(PublicKey key, byte[] digest, byte[] signature)
    {
        Limbs.FromBytes(signature, 0, _r);
        Limbs.FromBytes(signature, Sha256.HashBytes, _s);

        if (!Limbs.IsUnit(_r, Scalar.Modulus) || !Limbs.IsUnit(_s, Scalar.Modulus))
        {
            return false;
        }

        LoadScalars(digest);
        LoadKey(key);
        short[] schedule = new short[MaxSchedule];
        int length = Plan(schedule);
        PointEngine.Start(schedule[0], Comb.Table, _table, _point);
        PointEngine.Walk(schedule, 1, length, Comb.Table, _table, _point, 0);
        Curve.Load(_point, 2 * Limbs.Count, _y);
        Field.MultiplyReduced(_s, _y, Field.One);

        if (Limbs.IsZero(_s))
        {
            return VerifySlowly();
        }

        Field.Multiply(_y, _y, _y);
        Curve.Load(_point, 0, _x);
        return IsRightX();
    }

    // u1 = digest / s, u2 = r / s
    private void LoadScalars(byte[] digest)
    {
        Limbs.FromBytes(digest, 0, _x);
        _curve.Inversion.Invert(_s, Scalar.Modulus, Scalar.ModulusInverse);
        Scalar.Enter(_y, _s);
        Scalar.MultiplyReduced(_u1, _x, _y);
        Scalar.MultiplyReduced(_u2, _r, _y);
    }

    // The table of odd multiples. Q has order n, so none of these sums is exceptional.
    private void LoadKey(PublicKey key)
    {
        key.Load(_x, _y);
        Store(0);
        short[] schedule = new short[OddMultiples + 1];

        // 3 = 2 + 1, 5 = 4 + 1, 7 = 8 - 1
        for (int i = 1; i < OddMultiples; i++)
        {
            int length = 0;
            schedule[length++] = Entry(1);

            for (int doublings = 0; doublings < i; doublings++)
            {
                schedule[length++] = PointEngine.Doubling;
            }

            schedule[length++] = Entry(i == 3 ? -1 : 1);
            PointEngine.Start(schedule[0], Comb.Table, _table, _point);
            PointEngine.Walk(schedule, 1, length, Comb.Table, _table, _point, 0);
            _curve.ToAffine(_point, _x, _y);
            Store(i);
        }
    }

    private void Store(int multiple)
    {
        Field.Enter(_x);
        Field.Enter(_y);

        for (int i = 0; i < Limbs.Count; i++)
        {
            _table[(multiple * PointEngine.PointLimbs) + i] = (int)_x[i];
            _table[(multiple * PointEngine.PointLimbs) + Limbs.Count + i] = (int)_y[i];
        }
    }

    // The addition entry of an odd digit from -7 to 7.
    private static short Entry(int digit)
    {
        int size = digit < 0 ? -digit : digit;
        return (short)((((size >> 1) * PointEngine.PointLimbs) << 2) | 2 | (digit < 0 ? 1 : 0));
    }

    // Both multiples in one schedule, from the top digit down: the doublings are shared. What is needed here only is forgotten before the walk.
    private int Plan(short[] schedule)
    {
        long[] odd = new long[Limbs.Count];
        sbyte[] digits = new sbyte[WindowedForm.MaxDigits];
        int opposite = Scalar.MakeOdd(odd, _u1);
        int top = WindowedForm.Write(_u2, digits);
        int length = 0;

        for (int i = (top > Comb.Rows ? top : Comb.Rows) - 1; i >= 0; i--)
        {
            if (length > 0)
            {
                schedule[length++] = PointEngine.Doubling;
            }

            if (digits[i] != 0)
            {
                schedule[length++] = Entry(digits[i]);
            }

            for (int table = 0; i < Comb.Rows && table < Comb.Tables; table++)
            {
                if (Comb.TryGetEntry(odd, i, table, out short entry))
                {
                    schedule[length++] = (short)(entry ^ opposite);
                }
            }
        }

        return length;
    }

    // x modulo n is r: x is r or r + n, where that is below p.
    private bool IsRightX()
    {
        Field.Leave(_x, _x);
        Field.MultiplyReduced(_s, _r, _y);

        if (Limbs.Equal(_x, _s))
        {
            return true;
        }

        Limbs.Add(_r, Scalar.Modulus, -1);

        if (Limbs.Less(_r, Field.Modulus) == 0)
        {
            return false;
        }

        Field.MultiplyReduced(_s, _r, _y);
        return Limbs.Equal(_x, _s);
    }

    // Some sum was exceptional: again, with formulas that have no exceptions. Z is now not squared in the comparison.
    private bool VerifySlowly()
    {
        long[][] sum = { new long[Limbs.Count], new long[Limbs.Count], new long[Limbs.Count] };
        long[][] generator = PointOf(Comb.Generator(), 0);
        long[][] key = PointOf(_table, 0);
        new CompleteAddition().SumOfMultiples(sum, _u1, generator, _u2, key);

        if (Limbs.IsZero(sum[2]))
        {
            return false;
        }

        Array.Copy(sum[0], 0, _x, 0, Limbs.Count);
        Array.Copy(sum[2], 0, _y, 0, Limbs.Count);
        return IsRightX();
    }

    private static long[][] PointOf(int[] table, int offset)
    {
        long[][] point = { new long[Limbs.Count], new long[Limbs.Count], (long[])Field.One.Clone() };

        for (int i = 0; i < Limbs.Count; i++)
        {
            point[0][i] = table[offset + i];
            point[1][i] = table[offset + Limbs.Count + i];
        }

        return point;
    }
}
