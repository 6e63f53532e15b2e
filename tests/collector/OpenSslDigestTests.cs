using System.Security.Cryptography;
using NanoAgent.Collector.Keys.OpenSsl;

namespace NanoAgent.Tests.Collector;

/// <summary>The hash that a thread keeps ready in OpenSSL is SHA-256, and so is the framework's, which stands in where that is not there.</summary>
[TestClass]
public sealed class OpenSslDigestTests
{
    // Beyond two blocks of SHA-256, so that each way of filling the last one comes.
    private const int Lengths = 140;

    [TestMethod]
    public void The_hash_of_abc_is_that_of_FIPS_180_4() =>
        Assert.AreEqual("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Convert.ToHexStringLower(EvpDigest.Of("abc"u8)));

    [TestMethod]
    public void Whatever_the_length_it_is_the_frameworks_hash_in_one_part_or_in_two()
    {
        byte[] data = [.. Enumerable.Range(0, Lengths).Select(i => (byte)(i * 7))];

        for (int length = 0; length <= Lengths; length++)
        {
            byte[] expected = SHA256.HashData(data.AsSpan(0, length));
            CollectionAssert.AreEqual(expected, EvpDigest.Of(data.AsSpan(0, length)));
            CollectionAssert.AreEqual(expected, EvpDigest.Of(data.AsSpan(0, length / 3), data.AsSpan(length / 3, length - (length / 3))));
            byte[] digest = new byte[32];
            EvpDigest.HashByFramework(data.AsSpan(0, length / 3), data.AsSpan(length / 3, length - (length / 3)), digest);
            CollectionAssert.AreEqual(expected, digest);
        }
    }

    [TestMethod]
    public void Many_threads_hash_at_once()
    {
        int wrong = 0;

        Parallel.For(0, 4000, i =>
        {
            byte[] data = BitConverter.GetBytes(i);

            if (!SHA256.HashData(data).AsSpan().SequenceEqual(EvpDigest.Of(data)))
            {
                Interlocked.Increment(ref wrong);
            }
        });

        Assert.AreEqual(0, wrong);
    }

    [TestMethod]
    public void Room_too_small_is_misuse() => Assert.ThrowsExactly<ArgumentException>(() => EvpDigest.Hash("abc"u8, new byte[31]));
}
