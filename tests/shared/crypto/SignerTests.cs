using System.Numerics;
using System.Reflection;
using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tests.Shared.Crypto;

[TestClass]
public class SignerTests
{
    private const int Rounds = 10_000;

    [TestMethod]
    public void Ten_thousand_signatures_are_right_for_dotnet_and_ten_thousand_of_dotnet_are_right_for_us()
    {
        Parallel.For(0, 20, part =>
        {
            var chance = new Chance(part);
            var signer = new SoftwareSigner(SoftwareSigner.NewPrivateKey(chance), KeyProtection.PlainFlash, chance);
            using ECDsa theirs = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            ECPoint q = theirs.ExportParameters(false).Q;
            Assert.IsTrue(PublicKey.TryCreate(q.X, q.Y, out PublicKey theirKey));
            using ECDsa ours = Dotnet(signer.PublicKey);
            byte[] digest = new byte[32];

            for (int i = 0; i < Rounds / 20; i++)
            {
                chance.Fill(digest);
                Assert.IsTrue(ours.VerifyHash(digest, Keys.Sign(signer, digest)));
                Assert.IsTrue(Es256.Verify(theirKey, digest, theirs.SignHash(digest)));
            }
        });
    }

    [TestMethod]
    public void Edge_private_keys_have_the_public_keys_of_dotnet()
    {
        foreach (BigInteger scalar in Numbers.EdgeScalars())
        {
            ECPoint expected = Numbers.PointOf(scalar);
            PublicKey key = Keys.Deterministic(Convert.ToHexString(Numbers.ToBytes(scalar))).PublicKey;

            CollectionAssert.AreEqual(expected.X, key.X, $"x of {scalar:X}");
            CollectionAssert.AreEqual(expected.Y, key.Y, $"y of {scalar:X}");
        }
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("01")]
    [DataRow("0000000000000000000000000000000000000000000000000000000000000000")]
    [DataRow(Keys.Order)]
    [DataRow("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    public void No_private_key_outside_of_the_range_is_taken(string key) =>
        Assert.ThrowsExactly<ArgumentException>(() => Keys.Deterministic(key));

    [TestMethod]
    public void A_random_source_that_gives_no_key_is_an_error() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => SoftwareSigner.NewPrivateKey(new Zeros()));

    [TestMethod]
    public void A_signer_that_is_signing_refuses_a_second_caller_and_signs_again_afterwards()
    {
        var signer = new BusySigner();
        byte[] digest = new byte[32];

        signer.Meanwhile = () => Assert.ThrowsExactly<InvalidOperationException>(() => signer.TrySign(digest, new byte[64]));
        Assert.IsTrue(signer.TrySign(digest, new byte[64]));

        signer.Meanwhile = () => throw new IOException();
        Assert.ThrowsExactly<IOException>(() => signer.TrySign(digest, new byte[64]));

        signer.Meanwhile = () => { };
        Assert.IsTrue(signer.TrySign(digest, new byte[64]));
        Assert.AreEqual(3, signer.Begun);
    }

    [TestMethod]
    public void Signing_allocates_nothing()
    {
        var signer = new SoftwareSigner(Keys.Hex(Keys.Rfc6979), KeyProtection.PlainFlash, new Chance());
        byte[] signature = new byte[64];
        byte[] digest = new byte[32];
        signer.TrySign(digest, signature);
        long before = GC.GetAllocatedBytesForCurrentThread();

        signer.TrySign(digest, signature);

        Assert.AreEqual(0L, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void After_a_signature_the_scratch_holds_nothing()
    {
        SoftwareSigner signer = Keys.Deterministic(Keys.Rfc6979);
        Keys.Sign(signer, new byte[32]);
        object signing = Field(signer, "_signing");

        Assert.AreEqual("", string.Join(" ", NotZero(signing).Concat(NotZero(Field(signing, "_nonces"))).Concat(NotZero(Field(signing, "_curve"))).Concat(NotZero(Field(Field(signing, "_curve"), "Inversion")))));
    }

    private static IEnumerable<string> NotZero(object owner) =>
        from field in owner.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
        let value = field.GetValue(owner)
        where value is Array array ? array.Cast<object>().Any(v => Convert.ToInt64(v) != 0) : value is long number && number != 0
        select field.Name;

    private static object Field(object owner, string name) =>
        owner.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(owner)!;

    private static ECDsa Dotnet(PublicKey key) =>
        ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = key.X, Y = key.Y } });

    private sealed class Zeros : IRandomSource
    {
        public void Fill(byte[] buffer) => Array.Clear(buffer);
    }

    private sealed class BusySigner : TokenSigner
    {
        public override PublicKey PublicKey => throw new NotSupportedException();

        public override KeyProtection Protection => KeyProtection.Unknown;

        public Action Meanwhile { get; set; } = () => { };

        public int Begun { get; private set; }

        protected override bool TrySignCore(byte[] digest, byte[] signature)
        {
            Begun++;
            Meanwhile();
            return true;
        }
    }
}
