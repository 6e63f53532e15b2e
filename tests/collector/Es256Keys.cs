using System.Security.Cryptography;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Tests.Collector;

/// <summary>Keys of the framework as the product knows them.</summary>
internal static class Es256Keys
{
    public static PublicKey PublicOf(ECDsa key)
    {
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        Assert.IsTrue(PublicKey.TryCreate(point.X!, point.Y!, out PublicKey there));
        return there;
    }

    /// <summary>Asks a key for good and for bad signatures from many threads at once.</summary>
    public static void AssertServesManyThreads(ECDsa key, IEs256Key verifier)
    {
        byte[] report = [.. "report"u8];
        byte[] good = key.SignData(report, HashAlgorithmName.SHA256);
        byte[] bad = key.SignData("another"u8, HashAlgorithmName.SHA256);
        int wrong = 0;

        Parallel.For(0, 4000, i =>
        {
            if (verifier.Verify(report, i % 2 == 0 ? good : bad) != (i % 2 == 0))
            {
                Interlocked.Increment(ref wrong);
            }
        });

        Assert.AreEqual(0, wrong);
    }
}
