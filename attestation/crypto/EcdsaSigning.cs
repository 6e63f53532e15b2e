using System;

namespace NanoAgent.Attestation.Crypto;

/// <summary>ECDSA over P-256 (FIPS 186-5 §6.4.1) with the scratch of one signature, wiped after each.</summary>
internal sealed class EcdsaSigning
{
    private readonly Curve _curve = new Curve();
    private readonly Rfc6979 _nonces;
    private readonly short[] _schedule = new short[Comb.ScheduleLength];
    private readonly long[] _point = new long[PointEngine.JacobianLimbs];
    private readonly long[] _digest = new long[Limbs.Count];
    private readonly long[] _nonce = new long[Limbs.Count];

    // The odd one of k and n-k; where that is no longer needed, the inverse of k.
    private readonly long[] _odd = new long[Limbs.Count];
    private readonly long[] _r = new long[Limbs.Count];
    private readonly long[] _s = new long[Limbs.Count];
    private readonly long[] _sum = new long[Limbs.Count];
    private readonly long[] _y = new long[Limbs.Count];
    private long _trace;

    internal EcdsaSigning(IHmacSha256 hmac, IRandomSource hedge) => _nonces = new Rfc6979(hmac, hedge);

    /// <summary>Disturbs signatures; null in every product.</summary>
    internal IFaultSeam Faults;

    /// <summary>The public key of a private one.</summary>
    /// <param name="privateKey">1 to n-1, plain limbs.</param>
    /// <param name="x">32 bytes.</param>
    /// <param name="y">32 bytes.</param>
    internal void PublicKeyOf(long[] privateKey, byte[] x, byte[] y)
    {
        bool opposite = Scalar.MakeOdd(_odd, privateKey) != 0;
        WalkComb();
        _curve.ToAffine(_point, _r, _y);

        if (opposite)
        {
            Limbs.Subtract(_y, Field.Modulus);
            Negate(_y);
        }

        Limbs.ToBytes(_r, x, 0);
        Limbs.ToBytes(_y, y, 0);
        Wipe();
    }

    /// <summary>Signs. False when the check of the result failed; nothing may leave then.</summary>
    /// <param name="privateKey">1 to n-1, plain limbs.</param>
    /// <param name="privateKeyMontgomery">The same in Montgomery form: a copy of its own, which the check does not use.</param>
    /// <param name="digest">32 bytes.</param>
    /// <param name="signature">64 bytes.</param>
    internal bool TrySign(long[] privateKey, long[] privateKeyMontgomery, byte[] digest, byte[] signature)
    {
        try
        {
            Compute(privateKey, privateKeyMontgomery, digest);
            Limbs.ToBytes(_r, signature, 0);
            Limbs.ToBytes(_s, signature, Sha256.HashBytes);
            Reached(SigningStep.Signature, signature);
            return IsRight(privateKey, digest, signature);
        }
        catch (IndexOutOfRangeException)
        {
            // A disturbed schedule points beyond a table.
            return false;
        }
        finally
        {
            Wipe();
        }
    }

    /// <summary>Wipes the scratch.</summary>
    internal void Wipe()
    {
        _nonces.Wipe();
        _curve.Wipe();
        Array.Clear(_schedule, 0, _schedule.Length);
        Array.Clear(_point, 0, _point.Length);
        Array.Clear(_digest, 0, Limbs.Count);
        Array.Clear(_nonce, 0, Limbs.Count);
        Array.Clear(_odd, 0, Limbs.Count);
        Array.Clear(_sum, 0, Limbs.Count);
        Array.Clear(_y, 0, Limbs.Count);
        Array.Clear(_r, 0, Limbs.Count);
        Array.Clear(_s, 0, Limbs.Count);
        _trace = 0;
    }

    private void Compute(long[] privateKey, long[] privateKeyMontgomery, byte[] digest)
    {
        Limbs.FromBytes(digest, 0, _digest);
        Limbs.Reduce(_digest, Scalar.Modulus);
        Reached(SigningStep.Digest, _digest);
        _nonces.Start(privateKey, _digest);
        _nonces.Next(_nonce);
        Reached(SigningStep.Nonce, _nonce);
        Scalar.MakeOdd(_odd, _nonce);
        Reached(SigningStep.OddNonce, _odd);
        WalkComb();
        ComputeR();
        ComputeS(privateKeyMontgomery);
    }

    // _point = _odd · G
    private void WalkComb()
    {
        Comb.Schedule(_odd, _schedule);
        Reached(SigningStep.Schedule, _schedule);
        PointEngine.Start(_schedule[0], Comb.Table, Comb.Table, _point);
        _trace = _schedule[0];
        Reached(SigningStep.Point, _point);

        // One walk, or one a step where a test looks on.
        int stride = Faults == null ? Comb.ScheduleLength : 1;

        for (int from = 1; from < Comb.ScheduleLength; from += stride)
        {
            int to = from + stride < Comb.ScheduleLength ? from + stride : Comb.ScheduleLength;
            _trace = PointEngine.Walk(_schedule, from, to, Comb.Table, Comb.Table, _point, _trace);
            Reached(SigningStep.Point, _point);
        }
    }

    // x of the point is below p, and so below 2n.
    private void ComputeR()
    {
        _curve.ToAffine(_point, _r, _y);
        Limbs.Reduce(_r, Scalar.Modulus);
        Reached(SigningStep.R, _r);
    }

    // s = (digest + r · private key) / k
    private void ComputeS(long[] privateKeyMontgomery)
    {
        Array.Copy(_nonce, 0, _odd, 0, Limbs.Count);
        _curve.Inversion.Invert(_odd, Scalar.Modulus, Scalar.ModulusInverse);
        Reached(SigningStep.NonceInverse, _odd);
        Scalar.MultiplyReduced(_sum, _r, privateKeyMontgomery);
        Limbs.Add(_sum, _digest, -1);
        Limbs.Reduce(_sum, Scalar.Modulus);
        Reached(SigningStep.Sum, _sum);
        Scalar.Enter(_y, _odd);
        Scalar.MultiplyReduced(_s, _y, _sum);
        Reached(SigningStep.S, _s);
    }

    // The fault check, from the bytes that would leave. What each part covers: README.md, "Faults".
    private bool IsRight(long[] privateKey, byte[] digest, byte[] signature)
    {
        Limbs.FromBytes(signature, 0, _r);
        Limbs.FromBytes(signature, Sha256.HashBytes, _s);
        Limbs.FromBytes(digest, 0, _digest);
        return Limbs.IsUnit(_r, Scalar.Modulus)
            && Limbs.IsUnit(_s, Scalar.Modulus)
            && _trace == PointEngine.Trace(_schedule, 0, Comb.ScheduleLength)
            && IsScheduleOfNonce()
            && _curve.Holds(_point)
            && IsXOfPoint()
            && IsEquationRight(privateKey);
    }

    // The schedule's digits add up to the nonce, or its opposite.
    private bool IsScheduleOfNonce()
    {
        Comb.Sum(_schedule, _sum);
        Scalar.MakeOdd(_odd, _nonce);
        return Limbs.Equal(_sum, _odd);
    }

    // r · Z² = X. An x of n or more (odds 2^-128) is taken for a fault: the signature is refused, and the next one has another nonce when hedged.
    private bool IsXOfPoint()
    {
        Curve.Load(_point, 2 * Limbs.Count, _y);
        Field.Multiply(_y, _y, _y);
        Field.MultiplyReduced(_y, _r, _y);
        Curve.Load(_point, 0, _sum);
        Field.Leave(_sum, _sum);
        return Limbs.Equal(_sum, _y);
    }

    // s · k = digest + r · private key, each divided by R.
    private bool IsEquationRight(long[] privateKey)
    {
        Scalar.MultiplyReduced(_odd, _s, _nonce);
        Scalar.MultiplyReduced(_sum, _r, privateKey);
        Scalar.Leave(_y, _digest);
        Limbs.Add(_sum, _y, -1);
        Limbs.Reduce(_sum, Scalar.Modulus);
        return Limbs.Equal(_sum, _odd);
    }

    private static void Negate(long[] limbs)
    {
        for (int i = 0; i < Limbs.Count; i++)
        {
            limbs[i] = -limbs[i];
        }

        Limbs.Carry(limbs);
    }

    private void Reached(SigningStep step, object value)
    {
        if (Faults != null)
        {
            Faults.After(step, value);
        }
    }
}
