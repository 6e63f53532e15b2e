using System.Numerics;
using System.Security.Cryptography;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tests.Shared.Crypto;

/// <summary>Keys and signatures built so that the fast walk adds a point to itself or to its opposite, where its formulas fail.</summary>
[TestClass]
public class ExceptionalSumTests
{
    [TestMethod]
    public void A_last_addition_of_a_point_to_itself_is_right()
    {
        foreach ((BigInteger u1, BigInteger u2) in Multipliers())
        {
            // The sum is held + last, and held is last too.
            BigInteger last = EntryOf(u1, row: 0, table: 1);
            AssertVerifies(Solve((2 * last) - u1, u2), u1, u2);
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(-1)]
    public void An_addition_of_the_same_or_the_opposite_point_on_the_way_is_right(int sign)
    {
        foreach ((BigInteger u1, BigInteger u2) in Multipliers())
        {
            // Before the comb's first entry the walk holds the upper digits of u2, times the key.
            int top = Comb.Rows - 1;
            BigInteger first = EntryOf(u1, top, table: 0);
            AssertVerifies(Solve(sign * first, UpperDigits(u2, top)), u1, u2);
        }
    }

    private static IEnumerable<(BigInteger U1, BigInteger U2)> Multipliers()
    {
        var chance = new Chance(4);
        byte[] bytes = new byte[31];

        for (int i = 0; i < 10; i++)
        {
            chance.Fill(bytes);
            BigInteger u1 = Numbers.FromBytes(bytes);
            chance.Fill(bytes);
            yield return (u1, Numbers.FromBytes(bytes) + 1);
        }
    }

    // d with d · factor = value
    private static BigInteger Solve(BigInteger value, BigInteger factor) =>
        Numbers.Modulo(value * Numbers.Invert(Numbers.Modulo(factor, Numbers.N), Numbers.N), Numbers.N);

    // The multiple of the base point that one entry of u1's comb adds.
    private static BigInteger EntryOf(BigInteger u1, int row, int table)
    {
        long[] odd = new long[9];
        int opposite = Scalar.MakeOdd(odd, Numbers.ToLimbs(u1));
        Assert.IsTrue(Comb.TryGetEntry(odd, row, table, out short entry));
        short[] schedule = [.. Enumerable.Repeat(entry, Comb.ScheduleLength)];
        long[] sum = new long[9];
        Comb.Sum(schedule, sum);
        BigInteger value = Numbers.FromLimbs(sum) / Comb.ScheduleLength;
        return opposite == 1 ? -value : value;
    }

    private static BigInteger UpperDigits(BigInteger u2, int from)
    {
        sbyte[] digits = new sbyte[WindowedForm.MaxDigits];
        WindowedForm.Write(Numbers.ToLimbs(u2), digits);
        return Enumerable.Range(from, digits.Length - from).Aggregate(BigInteger.Zero, (sum, i) => sum + (digits[i] * (BigInteger.One << (i - from))));
    }

    private static void AssertVerifies(BigInteger d, BigInteger u1, BigInteger u2)
    {
        ECPoint q = Numbers.PointOf(d);
        Assert.IsTrue(PublicKey.TryCreate(q.X, q.Y, out PublicKey key));
        BigInteger r = Numbers.FromBytes(Numbers.PointOf(Numbers.Modulo(u1 + (u2 * d), Numbers.N)).X!) % Numbers.N;
        BigInteger s = r * Numbers.Invert(u2, Numbers.N) % Numbers.N;
        byte[] digest = Numbers.ToBytes(u1 * s % Numbers.N);

        Assert.IsTrue(Es256.Verify(key, digest, [.. Numbers.ToBytes(r), .. Numbers.ToBytes(s)]));
        Assert.IsFalse(Es256.Verify(key, digest, [.. Numbers.ToBytes(r), .. Numbers.ToBytes(s - 1)]));
    }
}
