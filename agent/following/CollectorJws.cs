using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Following;

/// <summary>Reads what a collector has signed (RFC 7515 §7.1, ES256), in the one form in which collectors write it.</summary>
internal static class CollectorJws
{
    /// <summary>Verifies one.</summary>
    /// <param name="jws">Any text.</param>
    /// <param name="type">The <c>typ</c> that it must have.</param>
    /// <param name="key">The key that must have signed it.</param>
    /// <returns>The payload; null when it is anything else.</returns>
    public static string Read(string jws, string type, PublicKey key)
    {
        int first = jws.IndexOf('.');
        int last = jws.LastIndexOf('.');
        string header = "{\"alg\":\"ES256\",\"typ\":\"" + type + "\",\"kid\":\"" + key.Thumbprint() + "\"}";

        return first > 0 && last > first && jws.Substring(0, first) == Base64Url.Encode(Ascii.Bytes(header))
            && Base64Url.TryDecode(jws.Substring(last + 1), out byte[] signature)
            && Es256.Verify(key, Sha256.Hash(Ascii.Bytes(jws.Substring(0, last))), signature)
            ? Decoded(jws.Substring(first + 1, last - first - 1))
            : null;
    }

    /// <summary>The key that is said to have signed it; null when there is no such text.</summary>
    public static string KeyId(string jws)
    {
        int first = jws.IndexOf('.');
        return first < 0 ? null : After(Decoded(jws.Substring(0, first)), "\"kid\":\"");
    }

    /// <summary>The text between a beginning and the next quotation mark; null when it is not there.</summary>
    /// <remarks>What is read in this way was signed by a key that is known, or proves itself: no reader of JSON fits the heap beside a key set.</remarks>
    public static string After(string text, string beginning)
    {
        int at = text == null ? -1 : text.IndexOf(beginning);
        int from = at + beginning.Length;
        int end = at < 0 ? -1 : text.IndexOf('"', from);
        return end < 0 ? null : text.Substring(from, end - from);
    }

    private static string Decoded(string base64Url) =>
        Base64Url.TryDecode(base64Url, out byte[] bytes) ? Ascii.Text(bytes, 0, bytes.Length) : null;
}
