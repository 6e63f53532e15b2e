using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Boards.Virtual.Parts;

/// <summary>Who the unit is, and its key: kept as the agent's key store keeps them, unless the persona came to them otherwise.</summary>
internal sealed class VirtualIdentity : IIdentity
{
    /// <summary>The private key of RFC 6979 appendix A.2.5, which everybody has.</summary>
    private const string PublishedKey = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";

    private readonly IdentityBehaviour _behaviour;

    /// <summary>Boots the identity: counts the boot, and makes UEID and key at the first one.</summary>
    /// <param name="behaviour">How the unit came to them.</param>
    /// <param name="keys">Where they are kept.</param>
    /// <param name="factory">A good random source, for what is made anew.</param>
    /// <param name="random">The chip's source, for the signer.</param>
    public VirtualIdentity(IdentityBehaviour behaviour, KeyStore keys, IRandomSource factory, IRandomSource random)
    {
        _behaviour = behaviour;
        BootCount = keys.CountBoot();
        Ueid = UeidOf(behaviour.Ueid, keys.Ueid(), factory);
        byte[] key = behaviour.Key switch
        {
            KeyOrigin.PublishedTestKey => Convert.FromHexString(PublishedKey),
            KeyOrigin.NewAtEachBoot => SoftwareSigner.NewPrivateKey(factory),
            _ => keys.PrivateKey(),
        };
        Signer = new SoftwareSigner(key, behaviour.KeyProtection, random);
        Array.Clear(key);
    }

    /// <summary>The unit's signer.</summary>
    public TokenSigner Signer { get; }

    /// <inheritdoc/>
    public byte[] Ueid { get; }

    /// <inheritdoc/>
    public string Model => _behaviour.Model;

    /// <inheritdoc/>
    public string FirmwareName => _behaviour.FirmwareName;

    /// <inheritdoc/>
    public string FirmwareVersion => _behaviour.FirmwareVersion;

    /// <inheritdoc/>
    public bool IsVirtual => true;

    /// <inheritdoc/>
    public KeyProtection KeyProtection => _behaviour.KeyProtection;

    /// <inheritdoc/>
    public uint BootCount { get; }

    /// <inheritdoc/>
    public Answer DerivedFromPublicData => _behaviour.DerivedFromPublicData;

    private static byte[] UeidOf(UeidOrigin origin, byte[] kept, IRandomSource factory)
    {
        switch (origin)
        {
            case UeidOrigin.FromMac:
                // A MAC address has 6 bytes; the rest is padding.
                return [1, .. kept[1..7], .. new byte[10]];
            case UeidOrigin.NewAtEachBoot:
                byte[] random = new byte[16];
                factory.Fill(random);
                return [1, .. random];
            case UeidOrigin.Malformed:
                return kept[..^1];
            default:
                return kept;
        }
    }
}
