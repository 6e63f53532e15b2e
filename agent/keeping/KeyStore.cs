using System;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Keeping;

/// <summary>The identity key, the UEID and the boot counter. On stock firmware this is plain flash: who reads it has the key.</summary>
/// <remarks>
/// Three <see cref="SlotFile"/>s: "key" (32 bytes, written to both slots), "ueid" (17 bytes, both slots) and "boots" (4 bytes).
/// RAM: about 40 bytes; the files are opened for each use. Not thread-safe.
/// </remarks>
public sealed class KeyStore : IErasable
{
    /// <summary>Bytes of a UEID of type RAND with 128 random bits (RFC 9711 §4.2.1).</summary>
    public const int UeidBytes = 17;

    private const int KeyBytes = 32;
    private const int BootBytes = 4;

    private readonly IRandomSource _random;
    private readonly IFlash _flash;

    /// <summary>Opens the store; nothing is written yet.</summary>
    public KeyStore(IFlash flash, IRandomSource random)
    {
        _flash = flash;
        _random = random;
    }

    /// <inheritdoc/>
    public string StoreName => "identity-key";

    /// <summary>Boots counted so far; 0 before the first <see cref="CountBoot"/> ever.</summary>
    public uint BootCount
    {
        get
        {
            byte[] boots = BootFile.Load();
            return Whole(boots, BootBytes) ? BigEndian.Get32(boots, 0) : 0;
        }
    }

    /// <summary>Is there an identity key?</summary>
    public bool HasKey => Whole(KeyFile.Load(), KeyBytes);

    private SlotFile KeyFile => new SlotFile(_flash, "key", KeyBytes);

    private SlotFile BootFile => new SlotFile(_flash, "boots", BootBytes);

    /// <summary>Counts this boot; call once a boot.</summary>
    /// <returns>The number of this boot, from 1.</returns>
    public uint CountBoot()
    {
        byte[] boots = new byte[BootBytes];
        uint next = BootCount + 1;
        BigEndian.Put32(boots, 0, next);
        BootFile.Save(boots, boots.Length);
        return next;
    }

    /// <summary>The UEID: type byte 0x01 and 16 random bytes, made at the first call ever. An erasure leaves it: it is permanent.</summary>
    public byte[] Ueid()
    {
        var file = new SlotFile(_flash, "ueid", UeidBytes);
        byte[] ueid = file.Load();

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
        file.SaveOverBoth(ueid, ueid.Length);
        return ueid;
    }

    /// <summary>The private key, made at the first call ever and after an erasure.</summary>
    /// <returns>32 bytes, big-endian; the caller gives them to a signer and wipes them.</returns>
    public byte[] PrivateKey()
    {
        byte[] key = KeyFile.Load();

        if (Whole(key, KeyBytes))
        {
            return key;
        }

        key = SoftwareSigner.NewPrivateKey(_random);
        KeyFile.SaveOverBoth(key, key.Length);
        return key;
    }

    /// <summary>The private key if there is one, else null; makes none.</summary>
    internal byte[] KeyOrNull()
    {
        byte[] key = KeyFile.Load();
        return Whole(key, KeyBytes) ? key : null;
    }

    /// <summary>Destroys the private key. UEID and boot counter stay.</summary>
    public void Erase() => KeyFile.Destroy();

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
        KeyFile.SaveOverBoth(key, key.Length);
        return true;
    }

    /// <inheritdoc/>
    public bool RawContains(byte[] pattern) => KeyFile.RawContains(pattern);

    private static bool Whole(byte[] payload, int bytes) => payload != null && payload.Length == bytes;
}
