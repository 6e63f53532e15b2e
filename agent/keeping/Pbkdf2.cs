using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Keeping;

/// <summary>PBKDF2-HMAC-SHA-256 (RFC 8018 §5.2), one block: 32 bytes.</summary>
public static class Pbkdf2
{
    /// <summary>Derives 32 bytes.</summary>
    /// <param name="password">The password's bytes; may be empty.</param>
    /// <param name="salt">The salt.</param>
    /// <param name="iterations">At least 1; time is in proportion to it.</param>
    public static byte[] Derive(byte[] password, byte[] salt, int iterations)
    {
        byte[] block = [0, 0, 0, 1];
        byte[] u = new byte[Sha256.HashBytes];
        byte[] result = new byte[Sha256.HashBytes];
        var mac = new HmacSha256(password);
        mac.Append(salt, 0, salt.Length);
        mac.Append(block, 0, block.Length);
        mac.Finish(u, 0);
        u.CopyTo(result, 0);

        for (int i = 1; i < iterations; i++)
        {
            mac.Append(u, 0, u.Length);
            mac.Finish(u, 0);

            for (int j = 0; j < u.Length; j++)
            {
                result[j] ^= u[j];
            }
        }

        return result;
    }
}
