using System.Formats.Asn1;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Collector.Keys.OpenSsl;

/// <summary>A signature's two numbers as JOSE writes them (RFC 7518 §3.4: r ‖ s, 32 bytes each) and as OpenSSL does (RFC 3279 §2.2.3: a SEQUENCE of two INTEGERs).</summary>
internal static class SignatureForm
{
    /// <summary>The longest in DER for P-256: two INTEGERs of 33 bytes, and three heads.</summary>
    public const int MostBytes = 72;

    private const int NumberBytes = CompactJws.SignatureBytes / 2;
    private const byte Sequence = 0x30;
    private const byte Integer = 0x02;

    /// <summary>Writes r ‖ s as DER.</summary>
    /// <param name="signature">64 bytes.</param>
    /// <param name="encoded">At least <see cref="MostBytes"/>.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Encode(ReadOnlySpan<byte> signature, Span<byte> encoded)
    {
        int length = 2;
        length += EncodeNumber(signature[..NumberBytes], encoded[length..]);
        length += EncodeNumber(signature[NumberBytes..], encoded[length..]);
        encoded[0] = Sequence;
        encoded[1] = (byte)(length - 2);
        return length;
    }

    /// <summary>Writes what OpenSSL signed as r ‖ s.</summary>
    /// <param name="encoded">DER.</param>
    /// <param name="signature">64 bytes, all zero.</param>
    public static void Decode(ReadOnlySpan<byte> encoded, Span<byte> signature)
    {
        AsnDecoder.ReadSequence(encoded, AsnEncodingRules.DER, out int offset, out int length, out _);
        ReadOnlySpan<byte> numbers = encoded.Slice(offset, length);
        ReadOnlySpan<byte> r = AsnDecoder.ReadIntegerBytes(numbers, AsnEncodingRules.DER, out int next);
        ReadOnlySpan<byte> s = AsnDecoder.ReadIntegerBytes(numbers[next..], AsnEncodingRules.DER, out _);
        DecodeNumber(r, signature[..NumberBytes]);
        DecodeNumber(s, signature[NumberBytes..]);
    }

    // As short as it can be, and with a zero before it where it would else be negative.
    private static int EncodeNumber(ReadOnlySpan<byte> number, Span<byte> encoded)
    {
        int zeros = number.IndexOfAnyExcept((byte)0);
        number = number[(zeros < 0 ? NumberBytes - 1 : zeros)..];
        int sign = number[0] >> 7;
        encoded[0] = Integer;
        encoded[1] = (byte)(sign + number.Length);
        encoded[2] = 0;
        number.CopyTo(encoded[(2 + sign)..]);
        return 2 + sign + number.Length;
    }

    private static void DecodeNumber(ReadOnlySpan<byte> number, Span<byte> room)
    {
        number = number.Length > NumberBytes ? number[1..] : number;
        number.CopyTo(room[(NumberBytes - number.Length)..]);
    }
}
