using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tests.Shared.Crypto;

[TestClass]
public class Base64UrlTests
{
    [TestMethod]
    [DataRow("", "")]
    [DataRow("66", "Zg")]
    [DataRow("666F", "Zm8")]
    [DataRow("666F6F", "Zm9v")]
    [DataRow("03ECFFE0C1", "A-z_4ME")]
    public void Bytes_and_text_become_each_other(string hex, string text)
    {
        Assert.AreEqual(text, Base64Url.Encode(Keys.Hex(hex)));
        Assert.IsTrue(Base64Url.TryDecode(text, out byte[] data));
        Assert.AreEqual(hex, Convert.ToHexString(data));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("Zg==")]
    [DataRow("Zh")]
    [DataRow("Zm9")]
    [DataRow("Z")]
    [DataRow("A+z_")]
    [DataRow("A/z_")]
    [DataRow("Zm9v\n")]
    [DataRow(" Zm9v")]
    [DataRow("Zm9\u00FF")]
    public void Any_other_spelling_is_refused(string? text)
    {
        Assert.IsFalse(Base64Url.TryDecode(text, out byte[] data));
        Assert.IsNull(data);
    }
}
