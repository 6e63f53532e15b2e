using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tests.Shared.Crypto;

[TestClass]
public class HmacSha256Tests
{
    [TestMethod]
    [DataRow("0b*20", "4869205468657265", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")]
    [DataRow("4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    [DataRow("aa*20", "dd*50", "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe")]
    [DataRow("0102030405060708090a0b0c0d0e0f10111213141516171819", "cd*50", "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b")]
    [DataRow("aa*131", "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6579204669727374", "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")]
    public void The_cases_of_RFC_4231_come_out(string key, string message, string expected)
    {
        byte[] mac = new byte[32];

        new HmacSha256(Repeated(key)).Compute(Repeated(message), mac);

        Assert.AreEqual(expected, Convert.ToHexStringLower(mac));
    }

    [TestMethod]
    public void The_same_key_serves_one_message_after_another()
    {
        var hmac = new HmacSha256([1, 2, 3]);
        byte[] first = new byte[32];
        byte[] second = new byte[32];

        hmac.Compute([7], first);
        hmac.Compute([7], second);

        CollectionAssert.AreEqual(first, second);
    }

    [TestMethod]
    public void A_key_of_null_is_refused() => Assert.ThrowsExactly<ArgumentNullException>(() => new HmacSha256(null!));

    // "aa*20" is the byte AA twenty times.
    private static byte[] Repeated(string text)
    {
        string[] parts = text.Split('*');
        return parts.Length == 1 ? Keys.Hex(text) : [.. Enumerable.Repeat(Keys.Hex(parts[0])[0], int.Parse(parts[1]))];
    }
}
