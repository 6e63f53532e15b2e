using System.Security.Cryptography;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tests.Shared.Crypto;

[TestClass]
public class Sha256Tests
{
    [TestMethod]
    [DataRow("", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [DataRow("abc", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [DataRow("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248D6A61D20638B8E5C026930C3E6039A33CE45964FF2167F6ECEDD419DB06C1")]
    public void The_examples_of_FIPS_180_come_out(string message, string expected) =>
        Assert.AreEqual(expected, Convert.ToHexString(Sha256.Hash(Ascii.Bytes(message))));

    [TestMethod]
    public void A_million_letters_come_out_as_in_FIPS_180()
    {
        var hash = new Sha256();
        byte[] part = Ascii.Bytes(new string('a', 1000));
        byte[] digest = new byte[32];

        for (int i = 0; i < 1000; i++)
        {
            hash.Append(part, 0, part.Length);
        }

        hash.Finish(digest, 0);

        Assert.AreEqual("CDC76E5C9914FB9281A1C7E284D73E67F1809A48A497200E046D39CCC7112CD0", Convert.ToHexString(digest));
    }

    [TestMethod]
    public void A_message_cut_anywhere_gives_the_digest_of_the_whole()
    {
        byte[] message = new byte[200];
        new Random(1).NextBytes(message);
        var hash = new Sha256();
        byte[] digest = new byte[34];

        for (int length = 0; length <= message.Length; length++)
        {
            for (int cut = 0; cut <= length; cut += 7)
            {
                hash.Append(message, 0, cut);
                hash.Append(message, cut, length - cut);
                hash.Finish(digest, 1);
                CollectionAssert.AreEqual(SHA256.HashData(message.AsSpan(0, length)), digest[1..33], $"{length} cut at {cut}");
            }
        }
    }

    [TestMethod]
    [DataRow(-1, 1)]
    [DataRow(0, 5)]
    [DataRow(5, 0)]
    [DataRow(1, int.MaxValue)]
    public void A_range_outside_of_the_array_is_refused(int offset, int count) =>
        Assert.ThrowsExactly<ArgumentException>(() => new Sha256().Append(new byte[4], offset, count));

    [TestMethod]
    public void Hashing_allocates_nothing()
    {
        var hash = new Sha256();
        byte[] message = new byte[1000];
        byte[] digest = new byte[32];
        hash.Append(message, 0, 1000);
        hash.Finish(digest, 0);
        long before = GC.GetAllocatedBytesForCurrentThread();

        hash.Append(message, 0, 999);
        hash.Finish(digest, 0);

        Assert.AreEqual(0L, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
