using System.Numerics;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tests.Shared.Crypto;

/// <summary>Field, scalars and inversion against big integers.</summary>
[TestClass]
public class ArithmeticTests
{
    [TestMethod]
    public void A_field_product_is_right_and_within_its_bounds()
    {
        foreach ((BigInteger a, BigInteger b) in Pairs(-5 * Numbers.P, 5 * Numbers.P))
        {
            long[] product = new long[9];
            Field.Multiply(product, Numbers.ToLimbs(a), Numbers.ToLimbs(b));
            BigInteger value = Numbers.FromLimbs(product);

            Assert.AreEqual(BigInteger.Zero, ((value * Numbers.R) - (a * b)) % Numbers.P);
            Assert.IsTrue(value > -Numbers.P && value < 2 * Numbers.P);
        }
    }

    [TestMethod]
    public void A_scalar_product_is_right_and_within_its_bounds()
    {
        foreach ((BigInteger a, BigInteger b) in Pairs(0, BigInteger.One << 257))
        {
            long[] product = new long[9];
            Scalar.Multiply(product, Numbers.ToLimbs(a), Numbers.ToLimbs(b));
            BigInteger value = Numbers.FromLimbs(product);

            Assert.AreEqual(BigInteger.Zero, ((value * Numbers.R) - (a * b)) % Numbers.N);
            Assert.IsTrue(value >= 0 && value < 2 * Numbers.N);
        }
    }

    [TestMethod]
    public void An_inverse_times_its_number_is_one_in_both_moduli()
    {
        var inversion = new Inversion();

        foreach (BigInteger value in Numbers.EdgeScalars().Concat(Pairs(1, Numbers.N).Select(pair => pair.A)))
        {
            long[] modP = Numbers.ToLimbs(value);
            long[] modN = Numbers.ToLimbs(value);
            inversion.Invert(modP, Field.Modulus, Field.ModulusInverse);
            inversion.Invert(modN, Scalar.Modulus, Scalar.ModulusInverse);

            Assert.AreEqual(Numbers.Invert(value, Numbers.P), Numbers.FromLimbs(modP));
            Assert.AreEqual(Numbers.Invert(value, Numbers.N), Numbers.FromLimbs(modN));
        }
    }

    [TestMethod]
    public void Zero_has_the_inverse_zero()
    {
        long[] zero = new long[9];

        new Inversion().Invert(zero, Field.Modulus, Field.ModulusInverse);

        Assert.IsTrue(Limbs.IsZero(zero));
    }

    [TestMethod]
    public void A_comb_schedule_adds_up_to_its_scalar()
    {
        short[] schedule = new short[Comb.ScheduleLength];
        long[] sum = new long[9];

        foreach (BigInteger value in Numbers.EdgeScalars().Where(v => !v.IsEven))
        {
            Comb.Schedule(Numbers.ToLimbs(value), schedule);
            Comb.Sum(schedule, sum);

            Assert.AreEqual(value, Numbers.FromLimbs(sum));
        }
    }

    private static IEnumerable<(BigInteger A, BigInteger B)> Pairs(BigInteger low, BigInteger high)
    {
        var random = new Random(2);
        BigInteger[] edges = [low + 1, low + 2, (low + high) / 2, high - 1, high - 2];
        IEnumerable<BigInteger> some = from _ in Enumerable.Range(0, 200) select Between(random, low, high);
        BigInteger[] all = [.. edges, .. some];
        return from a in all from b in edges.Append(all[^1]).Append(all[^2]) select (a, b);
    }

    private static BigInteger Between(Random random, BigInteger low, BigInteger high)
    {
        byte[] bytes = new byte[40];
        random.NextBytes(bytes);
        return low + (new BigInteger(bytes, isUnsigned: true) % (high - low));
    }
}
