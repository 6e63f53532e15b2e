using System;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Keeping;

/// <summary>The identity key, the UEID and the boot counter. On stock firmware this is plain flash: who reads it has the key.</summary>
/// <remarks>
/// Three <see cref="SlotFile"/>s: "key" (32 bytes, written to both slots), "ueid" (17 bytes, both slots) and "boots" (4 bytes).
/// RAM: about 150 bytes and the UEID. Not thread-safe.
/// </remarks>
public sealed class KeyStore : IErasable
{
    /// <summary>Bytes of a UEID of type RAND with 128 random bits (RFC 9711 §4.2.1).</summary>
    public const int UeidBytes = 17;

    private const int KeyBytes = 32;
    private const int BootBytes = 4;

    private readonly IRandomSource _random;
    private readonly SlotFile _key;
    private readonly SlotFile _ueid;
    private readonly SlotFile _boots;

    /// <summary>Opens the store; nothing is written yet.</summary>
    public KeyStore(IFlash flash, IRandomSource random)
    {
        _random = random;
        _key = new SlotFile(flash, "key", KeyBytes);
        _ueid = new SlotFile(flash, "ueid", UeidBytes);
        _boots = new SlotFile(flash, "boots", BootBytes);
    }

    /// <inheritdoc/>
    public string StoreName => "identity-key";

    /// <summary>Boots counted so far; 0 before the first <see cref="CountBoot"/> ever.</summary>
    public uint BootCount
    {
        get
        {
            byte[] boots = _boots.Load();
            return Whole(boots, BootBytes) ? BigEndian.Get32(boots, 0) : 0;
        }
    }

    /// <summary>Is there an identity key?</summary>
    public bool HasKey => Whole(_key.Load(), KeyBytes);

    /// <summary>Counts this boot; call once a boot.</summary>
    /// <returns>The number of this boot, from 1.</returns>
    public uint CountBoot()
    {
        byte[] boots = new byte[BootBytes];
        uint next = BootCount + 1;
        BigEndian.Put32(boots, 0, next);
        _boots.Save(boots, boots.Length);
        return next;
    }

    /// <summary>The UEID: type byte 0x01 and 16 random bytes, made at the first call ever. An erasure leaves it: it is permanent.</summary>
    public byte[] Ueid()
    {
        byte[] ueid = _ueid.Load();

        if (Whole(ueid, UeidBytes))
        {
            return ueid;
        }

        byte[] random = new byte[UeidBytes - 1];
        _random.Fill(random);
        ueid = new byte[UeidBytes];
        ueid[0] = 1;
        Array.Copy(random, 0, ueid, 1, random.Length);

        // Twice, so that one damaged file never makes the unit another one.
        _ueid.SaveOverBoth(ueid, ueid.Length);
        return ueid;
    }

    /// <summary>The private key, made at the first call ever and after an erasure.</summary>
    /// <returns>32 bytes, big-endian; the caller gives them to a signer and wipes them.</returns>
    public byte[] PrivateKey()
    {
        byte[] key = _key.Load();

        if (Whole(key, KeyBytes))
        {
            return key;
        }

        key = SoftwareSigner.NewPrivateKey(_random);
        _key.SaveOverBoth(key, key.Length);
        return key;
    }

    /// <summary>The private key if there is one, else null; makes none.</summary>
    internal byte[] KeyOrNull()
    {
        byte[] key = _key.Load();
        return Whole(key, KeyBytes) ? key : null;
    }

    /// <summary>Destroys the private key. UEID and boot counter stay.</summary>
    public void Erase() => _key.Destroy();

    /// <inheritdoc/>
    public Answer AtDefaults() => HasKey ? Answer.No : Answer.Yes;

    /// <summary>Stores a canary as key, on a scratch store only: a store that holds a key takes none.</summary>
    public bool Plant(string canary)
    {
        if (HasKey || canary.Length > KeyBytes)
        {
            return false;
        }

        byte[] key = new byte[KeyBytes];
        Ascii.Bytes(canary).CopyTo(key, 0);
        _key.SaveOverBoth(key, key.Length);
        return true;
    }

    /// <inheritdoc/>
    public bool RawContains(byte[] pattern) => _key.RawContains(pattern);

    private static bool Whole(byte[] payload, int bytes) => payload != null && payload.Length == bytes;
}
