using System;

namespace NanoAgent.Attestation.Crypto;

/// <summary>A P-256 public key: an affine point, checked to lie on the curve.</summary>
public sealed class PublicKey
{
    /// <summary>Bytes of one coordinate, big-endian.</summary>
    public const int CoordinateBytes = 32;

    private readonly byte[] _x;
    private readonly byte[] _y;

    private PublicKey(byte[] x, byte[] y)
    {
        _x = x;
        _y = y;
    }

    /// <summary>The x coordinate, 32 bytes, big-endian; a copy.</summary>
    public byte[] X => (byte[])_x.Clone();

    /// <summary>The y coordinate, 32 bytes, big-endian; a copy.</summary>
    public byte[] Y => (byte[])_y.Clone();

    /// <summary>Reads a key that came from outside.</summary>
    /// <param name="x">x coordinate; any length, may be null.</param>
    /// <param name="y">y coordinate; any length, may be null.</param>
    /// <param name="key">The key, or null when these are no point of the curve (SEC 1 §3.2.2.1).</param>
    public static bool TryCreate(byte[] x, byte[] y, out PublicKey key)
    {
        key = null;

        if (x == null || y == null || x.Length != CoordinateBytes || y.Length != CoordinateBytes || !P256.IsOnCurve(x, y))
        {
            return false;
        }

        key = new PublicKey((byte[])x.Clone(), (byte[])y.Clone());
        return true;
    }

    /// <summary>The RFC 7638 thumbprint (SHA-256) of the key as a JWK, base64url: 43 characters. This is the <c>kid</c> of tokens.</summary>
    public string Thumbprint()
    {
        var hash = new Sha256();
        byte[] json = Ascii.Bytes("{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + Base64Url.Encode(_x) + "\",\"y\":\"" + Base64Url.Encode(_y) + "\"}");
        byte[] digest = new byte[Sha256.HashBytes];
        hash.Append(json, 0, json.Length);
        hash.Finish(digest, 0);
        return Base64Url.Encode(digest);
    }

    /// <summary>The key as a JWK (RFC 7517) with kty, crv, x, y, alg, use and kid, in that order.</summary>
    public string ToJwk() =>
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + Base64Url.Encode(_x) + "\",\"y\":\"" + Base64Url.Encode(_y)
        + "\",\"alg\":\"ES256\",\"use\":\"sig\",\"kid\":\"" + Thumbprint() + "\"}";

    /// <summary>True when the other key is the same point.</summary>
    public bool SameAs(PublicKey other) => other != null && Bytes.Equal(_x, other._x) && Bytes.Equal(_y, other._y);

    /// <summary>Reads the coordinates as numbers.</summary>
    internal void Load(long[] x, long[] y)
    {
        Limbs.FromBytes(_x, 0, x);
        Limbs.FromBytes(_y, 0, y);
    }
}
