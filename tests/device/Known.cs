using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tests.Device;

/// <summary>Published values, and what several tests need.</summary>
internal static class Known
{
    /// <summary>The private key of RFC 6979 A.2.5.</summary>
    public const string Rfc6979 = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";

    /// <summary>Bytes of hexadecimal text.</summary>
    public static byte[] Hex(string text)
    {
        byte[] bytes = new byte[text.Length / 2];

        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)((Digit(text[2 * i]) << 4) | Digit(text[(2 * i) + 1]));
        }

        return bytes;
    }

    /// <summary>A signer without hedge: the same signature each time.</summary>
    public static SoftwareSigner Signer() => new SoftwareSigner(Hex(Rfc6979), KeyProtection.PlainFlash, null);

    private static int Digit(char c) => c <= '9' ? c - '0' : c - 'A' + 10;
}
