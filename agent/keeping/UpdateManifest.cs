using System;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Keeping;

/// <summary>
/// What a vendor signs: 92 bytes "NAU1", model (32, zero padded), version number (4), version text (16, zero padded), length (4),
/// SHA-256 (32); then the ES256 signature (64) over SHA-256 of these 92 bytes.
/// </summary>
public sealed partial class UpdateManifest
{
    /// <summary>Bytes with signature; the bundle follows.</summary>
    public const int Bytes = SignedBytes + TokenSigner.SignatureBytes;

    /// <summary>Bytes that are signed.</summary>
    public const int SignedBytes = 92;

    /// <summary>Most characters of a model designation.</summary>
    public const int MaxModel = 32;

    /// <summary>Most characters of a version text.</summary>
    public const int MaxVersionText = 16;

    private const uint Magic = 0x4E415531;

    private readonly byte[] _bytes;

    private UpdateManifest(byte[] bytes)
    {
        _bytes = bytes;
    }

    /// <summary>Model designation.</summary>
    public string Model => Text(4, MaxModel);

    /// <summary>Version number; a later version has a larger one.</summary>
    public uint Version => BigEndian.Get32(_bytes, 36);

    /// <summary>Version for people.</summary>
    public string VersionText => Text(40, MaxVersionText);

    /// <summary>Bytes of the bundle; may be beyond what any slot holds.</summary>
    public uint Length => BigEndian.Get32(_bytes, 56);

    /// <summary>SHA-256 of the bundle; a copy.</summary>
    public byte[] Digest()
    {
        byte[] digest = new byte[Sha256.HashBytes];
        Array.Copy(_bytes, 60, digest, 0, digest.Length);
        return digest;
    }

    /// <summary>Reads the first <see cref="Bytes"/> bytes of an image.</summary>
    /// <returns>False when they have not the form of a manifest.</returns>
    public static bool TryParse(byte[] image, int count, out UpdateManifest manifest)
    {
        manifest = null;

        if (image == null || count < Bytes || BigEndian.Get32(image, 0) != Magic || !IsPaddedText(image, 4, MaxModel) || !IsPaddedText(image, 40, MaxVersionText))
        {
            return false;
        }

        byte[] bytes = new byte[Bytes];
        Array.Copy(image, 0, bytes, 0, Bytes);
        manifest = new UpdateManifest(bytes);
        return true;
    }

    /// <summary>Is the signature the vendor's?</summary>
    public bool IsSignedBy(PublicKey vendor)
    {
        byte[] signature = new byte[TokenSigner.SignatureBytes];
        Array.Copy(_bytes, SignedBytes, signature, 0, signature.Length);
        return Es256.Verify(vendor, SignedDigest(_bytes), signature);
    }

    private static byte[] SignedDigest(byte[] bytes)
    {
        var hash = new Sha256();
        byte[] digest = new byte[Sha256.HashBytes];
        hash.Append(bytes, 0, SignedBytes);
        hash.Finish(digest, 0);
        return digest;
    }

    private static bool IsPaddedText(byte[] bytes, int at, int size)
    {
        bool ended = false;

        for (int i = 0; i < size; i++)
        {
            byte b = bytes[at + i];

            if (b == 0)
            {
                ended = true;
            }
            else if (ended || b < ' ' || b > '~')
            {
                return false;
            }
        }

        return true;
    }

    private string Text(int at, int size)
    {
        int length = 0;

        while (length < size && _bytes[at + length] != 0)
        {
            length++;
        }

        return Ascii.Text(_bytes, at, length);
    }
}
