using System.Buffers;
using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Token;

namespace NanoAgent.Attestation.Verify;

/// <summary>A place in a payload of the written form. Once something is not as expected it gives up for good, so that callers ask once at the end.</summary>
internal ref struct WrittenCursor(ReadOnlySpan<byte> text)
{
    private const int DigestLength = 43;
    // So many always fit into 64 bits without a sign.
    private const int MostDigits = 19;

    // Spellings that come again and again, whoever reports: a slot holds one, the next with the same sum takes its place.
    private static readonly string?[] _pool = new string?[1024];

    private static readonly SearchValues<byte> _codes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-"u8);
    private static readonly SearchValues<byte> _base64Url = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    private readonly ReadOnlySpan<byte> _text = text;
    private int _next;

    /// <summary>Something was not as expected.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>All was as expected, and nothing is left.</summary>
    public readonly bool IsWholeAndGood => !GaveUp && _next == _text.Length;

    public void GiveUp() => GaveUp = true;

    public void Expect(ReadOnlySpan<byte> literal)
    {
        if (!Finds(literal))
        {
            GiveUp();
        }
    }

    /// <summary>Takes the literal, when it stands here.</summary>
    public bool Finds(ReadOnlySpan<byte> literal)
    {
        if (GaveUp || !_text[_next..].StartsWith(literal))
        {
            return false;
        }

        _next += literal.Length;
        return true;
    }

    /// <summary>Printable ASCII of 1 to <paramref name="max"/> characters, in quotes.</summary>
    public string Name(int max) => Quoted(1, max) is { IsEmpty: false } name && IsPrintable(name) ? Encoding.ASCII.GetString(name) : Nothing();

    /// <summary>As <see cref="Name"/>, for texts that many tokens share.</summary>
    public string PooledName(int max) => Quoted(1, max) is { IsEmpty: false } name && IsPrintable(name) ? Pooled(name) : Nothing();

    public string Code() => Quoted(1, Profile.MaxCodeLength) is { IsEmpty: false } code && !code.ContainsAnyExcept(_codes) ? Pooled(code) : Nothing();

    public string Nonce() =>
        Quoted(Profile.MinNonceLength, Profile.MaxNonceLength) is { IsEmpty: false } nonce && !nonce.ContainsAnyExcept(_base64Url) ? Encoding.ASCII.GetString(nonce) : Nothing();

    public string Ueid()
    {
        string text = Name(Profile.MaxAudienceLength);
        return Crypto.Base64Url.TryDecode(text, out byte[] ueid) && Profile.IsUeid(ueid) ? text : Nothing();
    }

    public string Digest()
    {
        ReadOnlySpan<byte> digest = Quoted(DigestLength, DigestLength);

        // 43 characters carry 258 bits: the last two must be zero, so the last character is every fourth of the alphabet.
        bool isOne = !digest.IsEmpty && !digest.ContainsAnyExcept(_base64Url) && "AEIMQUYcgkosw048"u8.Contains(digest[^1]);
        return isOne ? Encoding.ASCII.GetString(digest) : Nothing();
    }

    public bool Boolean()
    {
        if (Finds("true"u8))
        {
            return true;
        }

        Expect("false"u8);
        return false;
    }

    public long Number(long min, long max = uint.MaxValue)
    {
        ulong value = 0;
        int digits = 0;

        while (_next < _text.Length && char.IsAsciiDigit((char)_text[_next]) && digits < MostDigits)
        {
            value = value * 10 + (uint)(_text[_next++] - '0');
            digits++;
        }

        bool hasOneSpelling = digits == 1 || (digits > 1 && _text[_next - digits] != '0');

        if (!hasOneSpelling || value < (ulong)min || value > (ulong)max)
        {
            GiveUp();
        }

        return (long)value;
    }

    /// <summary>A 32-bit number, true, false, or printable ASCII of up to 32 characters.</summary>
    public object FactValue()
    {
        if (GaveUp || _next == _text.Length)
        {
            return Nothing();
        }

        switch ((char)_text[_next])
        {
            case '"' when Finds("\"\""u8):
                return "";
            case '"':
                return PooledName(FactList.MaxTextLength);
            case 't' or 'f':
                return Boolean();
            case '-':
                _next++;
                return -Number(1, 1L + int.MaxValue);
            default:
                return Number(0, int.MaxValue);
        }
    }

    /// <summary>One of some words, in quotes.</summary>
    public T OneOf<T>((byte[] Word, T Value)[] words)
        where T : struct
    {
        ReadOnlySpan<byte> read = Quoted(1, Profile.MaxCodeLength);

        foreach ((byte[] word, T value) in words)
        {
            if (read.SequenceEqual(word))
            {
                return value;
            }
        }

        GiveUp();
        return default;
    }

    private ReadOnlySpan<byte> Quoted(int min, int max)
    {
        if (!Finds("\""u8))
        {
            GiveUp();
            return [];
        }

        int length = _text[_next..].IndexOf((byte)'"');

        if (length < min || length > max)
        {
            GiveUp();
            return [];
        }

        ReadOnlySpan<byte> inside = _text.Slice(_next, length);
        _next += length + 1;
        return inside;
    }

    private static bool IsPrintable(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)' ', (byte)'~') && !text.Contains((byte)'\\');

    private static string Pooled(ReadOnlySpan<byte> text)
    {
        uint sum = (uint)text.Length;

        foreach (byte b in text)
        {
            sum = sum * 31 + b;
        }

        ref string? slot = ref _pool[sum % (uint)_pool.Length];
        string? known = slot;

        if (known is null || known.Length != text.Length || !System.Text.Ascii.Equals(text, known))
        {
            slot = known = Encoding.ASCII.GetString(text);
        }

        return known;
    }

    private string Nothing()
    {
        GiveUp();
        return "";
    }
}
