using System.Security.Cryptography;
using NanoAgent.Attestation.Crypto;

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
}
