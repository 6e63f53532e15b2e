using System.Security.Cryptography;

namespace NanoAgent.Benchmarks.Collector;

/// <summary>The work beside which all else is measured: <see cref="ECDsa.VerifyHash(byte[], byte[])"/> with key objects that are kept, on all cores.</summary>
internal sealed class BareVerification : IDisposable
{
    private readonly (ECDsa Key, byte[] Hash, byte[] Signature)[] _signed;
    private readonly Verifying _verifying;

    /// <summary>Of a signature by each unit of a fleet.</summary>
    public BareVerification(Fleet fleet)
    {
        _signed = [.. fleet.Units.Select(unit => unit.Signed())];
        _verifying = new Verifying(_signed.Length, i => _signed[i].Key.VerifyHash(_signed[i].Hash, _signed[i].Signature));
        Measure();
    }

    /// <summary>Verifies for most of a second.</summary>
    public Measured Measure() => _verifying.Measure();

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_signed, one => one.Key.Dispose());
}
