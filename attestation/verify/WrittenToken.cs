using System.Text;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Attestation.Verify;

/// <summary>A token in the one form that a unit writes, taken apart without copies and not yet verified.</summary>
internal readonly ref struct WrittenToken
{
    /// <summary>A longer token is read as any other JSON; nearly all are a quarter of this.</summary>
    public const int MaxLength = 8192;

    private const int KeyIdLength = 43;

    private WrittenToken(string keyId, ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature, EatToken claims)
    {
        KeyId = keyId;
        SigningInput = signingInput;
        Signature = signature;
        Claims = claims;
    }

    /// <summary>The header's <c>kid</c>; its <c>typ</c> and <c>alg</c> are the profile's, and there is nothing else in it.</summary>
    public string KeyId { get; }

    /// <summary>What was signed.</summary>
    public ReadOnlySpan<byte> SigningInput { get; }

    /// <summary>The signature, of any length.</summary>
    public ReadOnlySpan<byte> Signature { get; }

    /// <summary>The claims.</summary>
    public EatToken Claims { get; }

    /// <summary>Takes a token apart.</summary>
    /// <param name="text">Any bytes.</param>
    /// <param name="scratch">As long as the text; lives as long as the token.</param>
    /// <param name="token">The parts.</param>
    /// <returns>False says nothing about the token, except that it is not in this form.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, Span<byte> scratch, out WrittenToken token)
    {
        token = default;
        int first = text.IndexOf((byte)'.');
        int last = text.LastIndexOf((byte)'.');

        if (scratch.Length < text.Length || first <= 0 || last <= first + 1)
        {
            return false;
        }

        if (!TryDecode(text[..first], scratch, out ReadOnlySpan<byte> header) || !IsHeader(header, out ReadOnlySpan<byte> keyId))
        {
            return false;
        }

        // A third dot is no letter of base64url, so it is found here too.
        if (!TryDecode(text[(first + 1)..last], scratch[first..], out ReadOnlySpan<byte> payload) || !TryDecode(text[(last + 1)..], scratch[last..], out ReadOnlySpan<byte> signature))
        {
            return false;
        }

        if (!WrittenForm.TryRead(payload, out EatToken? claims))
        {
            return false;
        }

        token = new WrittenToken(Encoding.ASCII.GetString(keyId), text[..last], signature, claims!);
        return true;
    }

    private static bool TryDecode(ReadOnlySpan<byte> part, Span<byte> scratch, out ReadOnlySpan<byte> data)
    {
        data = default;

        if (!CompactJws.HasOneSpelling(part))
        {
            return false;
        }

        data = scratch[..System.Buffers.Text.Base64Url.DecodeFromUtf8(part, scratch)];
        return true;
    }

    private static bool IsHeader(ReadOnlySpan<byte> header, out ReadOnlySpan<byte> keyId)
    {
        ReadOnlySpan<byte> before = "{\"alg\":\"ES256\",\"typ\":\"eat+jwt\",\"kid\":\""u8;
        ReadOnlySpan<byte> after = "\"}"u8;
        keyId = default;

        if (header.Length != before.Length + KeyIdLength + after.Length || !header.StartsWith(before) || !header.EndsWith(after))
        {
            return false;
        }

        keyId = header.Slice(before.Length, KeyIdLength);
        return CompactJws.HasOneSpelling(keyId);
    }
}
