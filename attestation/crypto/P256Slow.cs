using System;

namespace NanoAgent.Attestation.Crypto;

// First, slow version behind the final API: replaced by the unrolled one.
internal sealed class Modulus
{
    internal static readonly long[] P = FromHex("FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF");
    internal static readonly long[] N = FromHex("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
    internal static readonly long[] B = FromHex("5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B");
    internal static readonly long[] Gx = FromHex("6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296");
    internal static readonly long[] Gy = FromHex("4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5");

    private readonly long[] _m;
    private readonly long _inverse;
    private readonly long[] _r2;

    internal Modulus(long[] m)
    {
        _m = m;
        long x = 1;
        for (int i = 0; i < 5; i++)
        {
            x = (x * (2 - (m[0] * x))) & Limbs.Mask;
        }

        _inverse = (-x) & Limbs.Mask;
        long[] r = new long[9];
        r[0] = 1;
        for (int i = 0; i < 522; i++)
        {
            r = Add(r, r);
        }

        _r2 = r;
    }

    internal long[] Multiply(long[] a, long[] b)
    {
        long[] t = new long[19];
        for (int i = 0; i < 9; i++)
        {
            for (int j = 0; j < 9; j++)
            {
                t[i + j] += a[i] * b[j];
            }
        }

        for (int i = 0; i < 9; i++)
        {
            long q = ((t[i] & Limbs.Mask) * _inverse) & Limbs.Mask;
            for (int j = 0; j < 9; j++)
            {
                t[i + j] += q * _m[j];
            }

            t[i + 1] += t[i] >> 29;
        }

        long[] o = new long[9];
        Array.Copy(t, 9, o, 0, 9);
        Limbs.Carry(o);
        return Reduce(o);
    }

    internal long[] Add(long[] a, long[] b) => Combine(a, b, 1);

    internal long[] Subtract(long[] a, long[] b)
    {
        long[] o = Combine(_m, b, -1);
        return Combine(a, o, 1);
    }

    internal long[] Enter(long[] a) => Multiply(a, _r2);

    internal long[] Leave(long[] a)
    {
        long[] one = new long[9];
        one[0] = 1;
        return Multiply(a, one);
    }

    internal long[] Reduce(long[] a) => Limbs.Less(a, _m) != 0 ? a : Combine0(a, _m, -1);

    internal long[] Invert(long[] a)
    {
        long[] e = (long[])_m.Clone();
        e[0] -= 2;
        Limbs.Carry(e);
        long[] one = new long[9];
        one[0] = 1;
        long[] x = Enter(one);
        for (int i = 260; i >= 0; i--)
        {
            x = Multiply(x, x);
            if (((e[i / 29] >> (i % 29)) & 1) != 0)
            {
                x = Multiply(x, a);
            }
        }

        return x;
    }

    private long[] Combine(long[] a, long[] b, long sign) => Reduce(Combine0(a, b, sign));

    private static long[] Combine0(long[] a, long[] b, long sign)
    {
        long[] o = new long[9];
        for (int i = 0; i < 9; i++)
        {
            o[i] = a[i] + (sign * b[i]);
        }

        Limbs.Carry(o);
        return o;
    }

    private static long[] FromHex(string hex)
    {
        byte[] b = new byte[32];
        for (int i = 0; i < 32; i++)
        {
            b[i] = (byte)("0123456789ABCDEF".IndexOf(hex[2 * i]) * 16 + "0123456789ABCDEF".IndexOf(hex[2 * i + 1]));
        }

        long[] o = new long[9];
        Limbs.FromBytes(b, 0, o);
        return o;
    }
}

internal sealed class SlowPoint
{
    internal static readonly Modulus F = new Modulus(Modulus.P);
    internal long[] X, Y, Z;

    internal static SlowPoint Affine(long[] x, long[] y)
    {
        long[] one = new long[9];
        one[0] = 1;
        return new SlowPoint { X = F.Enter(x), Y = F.Enter(y), Z = F.Enter(one) };
    }

    internal bool IsInfinity => Limbs.IsZero(Z);

    internal SlowPoint Double()
    {
        long[] zz = F.Multiply(Z, Z), yy = F.Multiply(Y, Y);
        long[] m = F.Multiply(F.Subtract(X, zz), F.Add(X, zz));
        m = F.Add(m, F.Add(m, m));
        long[] s = F.Multiply(X, yy);
        s = F.Add(s, s);
        s = F.Add(s, s);
        long[] x = F.Subtract(F.Multiply(m, m), F.Add(s, s));
        long[] y4 = F.Multiply(yy, yy);
        y4 = F.Add(y4, y4);
        y4 = F.Add(y4, y4);
        y4 = F.Add(y4, y4);
        long[] z = F.Multiply(Y, Z);
        return new SlowPoint { X = x, Y = F.Subtract(F.Multiply(m, F.Subtract(s, x)), y4), Z = F.Add(z, z) };
    }

    internal SlowPoint Plus(SlowPoint q)
    {
        if (IsInfinity)
        {
            return q;
        }

        if (q.IsInfinity)
        {
            return this;
        }

        long[] z1 = F.Multiply(Z, Z), z2 = F.Multiply(q.Z, q.Z);
        long[] u1 = F.Multiply(X, z2), u2 = F.Multiply(q.X, z1);
        long[] s1 = F.Multiply(Y, F.Multiply(z2, q.Z)), s2 = F.Multiply(q.Y, F.Multiply(z1, Z));
        long[] h = F.Subtract(u2, u1), r = F.Subtract(s2, s1);
        if (Limbs.IsZero(h) && Limbs.IsZero(r))
        {
            return Double();
        }

        long[] hh = F.Multiply(h, h), hhh = F.Multiply(hh, h), v = F.Multiply(u1, hh);
        long[] x = F.Subtract(F.Subtract(F.Multiply(r, r), hhh), F.Add(v, v));
        long[] y = F.Subtract(F.Multiply(r, F.Subtract(v, x)), F.Multiply(s1, hhh));
        return new SlowPoint { X = x, Y = y, Z = F.Multiply(h, F.Multiply(Z, q.Z)) };
    }

    internal SlowPoint Times(long[] k)
    {
        SlowPoint sum = new SlowPoint { X = X, Y = Y, Z = new long[9] };
        for (int i = 260; i >= 0; i--)
        {
            sum = sum.Double();
            if (((k[i / 29] >> (i % 29)) & 1) != 0)
            {
                sum = sum.Plus(this);
            }
        }

        return sum;
    }

    internal long[] AffineX()
    {
        long[] i = F.Invert(Z);
        return F.Leave(F.Multiply(X, F.Multiply(i, i)));
    }

    internal long[] AffineY()
    {
        long[] i = F.Invert(Z);
        return F.Leave(F.Multiply(Y, F.Multiply(i, F.Multiply(i, i))));
    }
}

/// <summary>The curve P-256 (FIPS 186-5).</summary>
public static class P256
{
    /// <summary>Is (x, y) a point of the curve other than infinity? 32 bytes each, big-endian.</summary>
    public static bool IsOnCurve(byte[] x, byte[] y)
    {
        long[] xl = new long[9], yl = new long[9];
        Limbs.FromBytes(x, 0, xl);
        Limbs.FromBytes(y, 0, yl);
        if (Limbs.Less(xl, Modulus.P) == 0 || Limbs.Less(yl, Modulus.P) == 0)
        {
            return false;
        }

        Modulus f = SlowPoint.F;
        long[] xm = f.Enter(xl), ym = f.Enter(yl);
        long[] right = f.Subtract(f.Add(f.Multiply(f.Multiply(xm, xm), xm), f.Enter(Modulus.B)), f.Add(xm, f.Add(xm, xm)));
        return Limbs.IsZero(f.Subtract(f.Multiply(ym, ym), right));
    }
}

/// <summary>ES256 verification (RFC 7518 §3.4, FIPS 186-5 §6.4.2).</summary>
public static class Es256
{
    /// <summary>Does the signature (r, s of 32 bytes each) belong to the digest under the key? Any malformed input is false.</summary>
    public static bool Verify(PublicKey key, byte[] digest, byte[] signature)
    {
        if (key == null || digest == null || digest.Length != 32 || signature == null || signature.Length != 64)
        {
            return false;
        }

        long[] r = new long[9], s = new long[9], e = new long[9], x = new long[9], y = new long[9];
        Limbs.FromBytes(signature, 0, r);
        Limbs.FromBytes(signature, 32, s);
        Limbs.FromBytes(digest, 0, e);
        if (Limbs.IsZero(r) || Limbs.IsZero(s) || Limbs.Less(r, Modulus.N) == 0 || Limbs.Less(s, Modulus.N) == 0)
        {
            return false;
        }

        var n = new Modulus(Modulus.N);
        Limbs.FromBytes(key.X, 0, x);
        Limbs.FromBytes(key.Y, 0, y);
        long[] w = n.Invert(n.Enter(s));
        long[] u1 = n.Multiply(n.Reduce(e), w), u2 = n.Multiply(r, w);
        SlowPoint sum = SlowPoint.Affine(Modulus.Gx, Modulus.Gy).Times(u1).Plus(SlowPoint.Affine(x, y).Times(u2));
        return !sum.IsInfinity && Limbs.IsZero(n.Subtract(n.Reduce(sum.AffineX()), r));
    }
}
