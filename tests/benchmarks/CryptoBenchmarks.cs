using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Benchmarks;

/// <summary>Our arithmetic beside .NET's, and the loop that the device's budget is stated in.</summary>
[MemoryDiagnoser]
public class CryptoBenchmarks
{
    private readonly byte[] _digest = SHA256.HashData("a report"u8);
    private readonly byte[] _signature = new byte[64];
    private readonly byte[] _message = new byte[1024];
    private readonly SoftwareSigner _signer = new(SHA256.HashData("a key"u8), KeyProtection.PlainFlash, null);
    private readonly ECDsa _dotnet = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>A signature to verify.</summary>
    [GlobalSetup]
    public void Setup() => _signer.TrySign(_digest, _signature);

    /// <summary>One signature, fault check included.</summary>
    [Benchmark]
    public bool Sign() => _signer.TrySign(_digest, _signature);

    /// <summary>One signature by .NET.</summary>
    [Benchmark]
    public byte[] SignDotnet() => _dotnet.SignHash(_digest);

    /// <summary>One verification.</summary>
    [Benchmark]
    public bool Verify() => Es256.Verify(_signer.PublicKey, _digest, _signature);

    /// <summary>One verification by .NET.</summary>
    [Benchmark]
    public bool VerifyDotnet() => _dotnet.VerifyHash(_digest, _signature);

    /// <summary>SHA-256 of 1 KB.</summary>
    [Benchmark]
    public byte[] Hash() => Sha256.Hash(_message);

    /// <summary>SHA-256 of 1 KB by .NET.</summary>
    [Benchmark]
    public byte[] HashDotnet() => SHA256.HashData(_message);

    /// <summary>100,000 passes of the counting loop: the budget of a signature on the interpreter. A compiler's loop is no measure of an interpreter's.</summary>
    [Benchmark]
    public int CountingLoop()
    {
        int x = 0;

        for (int i = 0; i < 100_000; i++)
        {
            x += i;
        }

        return x;
    }
}
