using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Attestation.Verify.Prepared;

/// <summary>A public key with multiples of it ready, so that confirming a signature takes a third of what verifying one with the bare key takes. Thread-safe; 2.3 KB.</summary>
/// <remarks>It says "yes" only; whatever it does not confirm has to be asked of something that verifies (README.md says why).</remarks>
public sealed class PreparedKey
{
    [ThreadStatic]
    private static Work? t_work;

    private readonly PreparedPoint _point;

    private PreparedKey(PreparedPoint point) => _point = point;

    /// <summary>Can this processor do it: has it AVX2?</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Prepares a key: takes as long as two or three verifications.</summary>
    /// <exception cref="PlatformNotSupportedException">Not <see cref="IsSupported"/>.</exception>
    public static PreparedKey Of(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return IsSupported ? new(PreparedPoint.Of(key)) : throw new PlatformNotSupportedException("a prepared key needs AVX2");
    }

    /// <summary>Does the signature certainly belong to the digest (ECDSA, FIPS 186-5 §6.4.2)?</summary>
    /// <param name="digest">SHA-256, 32 bytes.</param>
    /// <param name="signature">r and s, 64 bytes.</param>
    /// <returns>False where it does not, in sums that its formulas do not handle, and where the sum's x is not below n: these come by nobody's chance, but can be made.</returns>
    public bool Confirms(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) =>
        digest.Length == Sha256.HashBytes && signature.Length == 2 * Sha256.HashBytes && (t_work ??= new Work()).Confirms(_point, digest, signature);

    /// <summary>One thread's scratch.</summary>
    private sealed class Work
    {
        private readonly byte[] _bytes = new byte[Sha256.HashBytes];
        private readonly Inversion _inversion = new();
        private readonly long[] _r = new long[Limbs.Count];
        private readonly long[] _s = new long[Limbs.Count];
        private readonly long[] _digest = new long[Limbs.Count];
        private readonly long[] _multiple = new long[Limbs.Count];
        private readonly long[] _odd = new long[Limbs.Count];
        private readonly long[] _inverse = new long[Limbs.Count];
        private readonly long[] _point = new long[PointEngine.JacobianLimbs];
        private readonly ulong[] _generatorTeeth = new ulong[PreparedPoint.Teeth];
        private readonly ulong[] _keyTeeth = new ulong[PreparedPoint.Teeth];

        internal bool Confirms(PreparedPoint key, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
        {
            Load(signature[..Sha256.HashBytes], _r);
            Load(signature[Sha256.HashBytes..], _s);
            Load(digest, _digest);

            if (!Limbs.IsUnit(_r, Scalar.Modulus) || !Limbs.IsUnit(_s, Scalar.Modulus))
            {
                return false;
            }

            _inversion.Invert(_s, Scalar.Modulus, Scalar.ModulusInverse);
            Scalar.Enter(_inverse, _s);
            int generatorSign = Split(_digest, _generatorTeeth);
            int keySign = Split(_r, _keyTeeth);
            Walk(key, generatorSign, keySign);
            return IsRightX();
        }

        private void Load(ReadOnlySpan<byte> number, long[] limbs)
        {
            number.CopyTo(_bytes);
            Limbs.FromBytes(_bytes, 0, limbs);
        }

        // u1 = digest / s, u2 = r / s, or the opposite, whichever is odd. -1 when it is the opposite.
        private int Split(long[] number, ulong[] teeth)
        {
            Scalar.MultiplyReduced(_multiple, number, _inverse);
            int opposite = Scalar.MakeOdd(_odd, _multiple);
            PreparedPoint.Split(_odd, teeth);
            return -opposite;
        }

        // Two lanes for the blocks of the base point, two for those of the key.
        private void Walk(PreparedPoint key, int generatorSign, int keySign)
        {
            Unsafe.SkipInit(out LanePoint sum);
            Unsafe.SkipInit(out Lanes x);
            Unsafe.SkipInit(out Lanes y);

            for (int row = PreparedPoint.Rows - 1; row >= 0; row--)
            {
                ReadOnlySpan<int> g0 = PreparedPoint.Generator.Entry(_generatorTeeth, 0, row, out int sign0);
                ReadOnlySpan<int> g1 = PreparedPoint.Generator.Entry(_generatorTeeth, 1, row, out int sign1);
                ReadOnlySpan<int> q0 = key.Entry(_keyTeeth, 0, row, out int sign2);
                ReadOnlySpan<int> q1 = key.Entry(_keyTeeth, 1, row, out int sign3);
                Vector256<long> sign = Vector256.Create((long)(sign0 ^ generatorSign), sign1 ^ generatorSign, sign2 ^ keySign, sign3 ^ keySign);

                for (int i = 0; i < Limbs.Count; i++)
                {
                    int j = Limbs.Count + i;
                    x.Limb(i) = Vector256.Create((long)g0[i], g1[i], q0[i], q1[i]);
                    y.Limb(i) = (Vector256.Create((long)g0[j], g1[j], q0[j], q1[j]) ^ sign) - sign;
                }

                if (row == PreparedPoint.Rows - 1)
                {
                    sum.Start(ref x, ref y, sign);
                    continue;
                }

                sum.Double();
                sum.Add(ref x, ref y);
            }

            sum.Gather();
            sum.CopyTo(0, _point);
        }

        // x is r: X = r · Z², and Z is not 0. An x from n to p-1, which is r as well, is left to others.
        private bool IsRightX()
        {
            Array.Copy(_point, 2 * Limbs.Count, _multiple, 0, Limbs.Count);
            Field.MultiplyReduced(_odd, _multiple, _multiple);

            if (Limbs.IsZero(_odd))
            {
                return false;
            }

            Field.MultiplyReduced(_inverse, _r, _odd);
            Array.Copy(_point, 0, _multiple, 0, Limbs.Count);
            Field.Leave(_odd, _multiple);
            return Limbs.Equal(_odd, _inverse);
        }
    }
}
