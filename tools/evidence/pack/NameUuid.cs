using System.Security.Cryptography;
using System.Text;

namespace NanoAgent.Evidence;

/// <summary>UUIDs made from names (RFC 9562 §5.5, version 5), so that the same declaration names its parts the same way every time.</summary>
internal static class NameUuid
{
    // This project's own namespace: made once, at random.
    private static readonly byte[] _namespace = Convert.FromHexString("6f1d3c0a7b524e0e9a34c1d28e5f7a90");

    /// <summary>The UUID of a name.</summary>
    public static string Of(string name)
    {
        byte[] hash = SHA1Of([.. _namespace, .. Encoding.UTF8.GetBytes(name)])[..16];
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true).ToString("D");
    }

#pragma warning disable CA5350 // The RFC prescribes SHA-1; nothing rests on its strength here.
    private static byte[] SHA1Of(byte[] data) => SHA1.HashData(data);
#pragma warning restore CA5350
}
