using System;
using System.Security.Cryptography;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Boards.Espressif;

/// <summary>The firmware's native HMAC-SHA-256, about a hundred times as fast as the interpreter.</summary>
public sealed class NativeHmac : IHmacSha256
{
    private byte[] _key = new byte[0];

    private NativeHmac()
    {
    }

    /// <summary>The native one where the firmware has it and it gives the published value of RFC 4231 §4.3; else the managed one.</summary>
    /// <remarks>Images may be built without it, and a wrong MAC in a nonce would give the private key away: so it is tried, not trusted.</remarks>
    public static IHmacSha256 OrManaged()
    {
        try
        {
            var native = new NativeHmac();
            byte[] mac = new byte[Sha256.HashBytes];
            native.SetKey(Ascii.Bytes("Jefe"));
            native.Compute(Ascii.Bytes("what do ya want for nothing?"), mac);
            byte[] published =
            {
                0x5B, 0xDC, 0xC1, 0x46, 0xBF, 0x60, 0x75, 0x4E, 0x6A, 0x04, 0x24, 0x26, 0x08, 0x95, 0x75, 0xC7,
                0x5A, 0x00, 0x3F, 0x08, 0x9D, 0x27, 0x39, 0x83, 0x9D, 0xEC, 0x58, 0xB9, 0x64, 0xEC, 0x38, 0x43,
            };

            if (Bytes.Equal(mac, published))
            {
                return native;
            }
        }
        catch (Exception e) when (!(e is OutOfMemoryException))
        {
            // Not in this image: the managed one does the same, slower.
        }

        return new HmacSha256(new byte[0]);
    }

    /// <inheritdoc/>
    public void SetKey(byte[] key) => _key = (byte[])key.Clone();

    /// <inheritdoc/>
    public void Compute(byte[] message, byte[] mac) => HMACSHA256.HashData(_key, message).CopyTo(mac, 0);

    /// <inheritdoc/>
    public void Wipe() => Array.Clear(_key, 0, _key.Length);
}
