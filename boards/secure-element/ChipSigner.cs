using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Boards.SecureElement;

/// <summary>ES256 by a key that was made in the chip and never leaves it.</summary>
public sealed class ChipSigner : TokenSigner
{
    private readonly Atecc608 _chip;
    private readonly int _slot;
    private readonly PublicKey _public;

    private ChipSigner(Atecc608 chip, int slot, PublicKey key)
    {
        _chip = chip;
        _slot = slot;
        _public = key;
    }

    /// <inheritdoc/>
    public override PublicKey PublicKey => _public;

    /// <inheritdoc/>
    public override KeyProtection Protection => KeyProtection.SecureElement;

    /// <summary>How the last signature ended: what to tell the person at the console where one was refused.</summary>
    public ChipStatus LastStatus { get; private set; }

    /// <summary>Takes the key that is in a slot.</summary>
    /// <param name="chip">The chip.</param>
    /// <param name="slot">0 to 15.</param>
    /// <param name="signer">The signer; null unless the answer is <see cref="ChipStatus.Success"/>.</param>
    /// <returns><see cref="ChipStatus.ExecutionError"/> where the slot holds no private key; <see cref="Atecc608.MakeKey"/> makes one.</returns>
    public static ChipStatus Open(Atecc608 chip, int slot, out ChipSigner signer)
    {
        ChipStatus status = chip.ReadPublicKey(slot, out PublicKey key);
        signer = status == ChipStatus.Success ? new ChipSigner(chip, slot, key) : null;
        return status;
    }

    /// <inheritdoc/>
    protected override bool TrySignCore(byte[] digest, byte[] signature)
    {
        LastStatus = _chip.Sign(_slot, digest, signature);

        // Another chip on the bus, another key in the slot, a fault in the chip: nothing leaves that the collector would refuse.
        if (LastStatus == ChipStatus.Success && !Es256.Verify(_public, digest, signature))
        {
            LastStatus = ChipStatus.WrongContent;
        }

        return LastStatus == ChipStatus.Success;
    }
}
