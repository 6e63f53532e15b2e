using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace NanoAgent.Attestation.Verify;

/// <summary>JSON as the profile allows it: UTF-8, no duplicate member at any depth, no comments, integers only, nesting bounded.</summary>
public static class StrictJson
{
    /// <summary>Deepest nesting: <c>measres</c> needs four levels, and an unknown claim may have some of its own.</summary>
    public const int MaxDepth = 12;

    private const int MaxNameLength = 128;

    private static readonly JsonDocumentOptions _options = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = MaxDepth,
    };

    /// <summary>Reads one JSON object that came from outside.</summary>
    /// <param name="utf8">Any bytes.</param>
    /// <param name="document">The object, to be disposed by the caller; null when the answer is false.</param>
    public static bool TryReadObject(ReadOnlyMemory<byte> utf8, out JsonDocument? document)
    {
        document = null;

        // The parser itself lets invalid UTF-8 through inside strings.
        if (!Utf8.IsValid(utf8.Span))
        {
            return false;
        }

        try
        {
            JsonDocument parsed = JsonDocument.Parse(utf8, _options);

            if (parsed.RootElement.ValueKind == JsonValueKind.Object && IsPlain(parsed.RootElement))
            {
                document = parsed;
                return true;
            }

            parsed.Dispose();
            return false;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // A lone surrogate in an escape shows itself only when a name is compared.
            return false;
        }
    }

    private static bool IsPlain(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Number:
                return IsInteger(element);
            case JsonValueKind.String:
                // Throws on a lone surrogate, so that no text is half readable later. Without an escape there is none.
                return !JsonMarshal.GetRawUtf8Value(element).Contains((byte)'\\') || element.GetString() is not null;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    if (!IsPlain(item))
                    {
                        return false;
                    }
                }

                return true;
            case JsonValueKind.Object:
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    if (!IsShort(member) || !IsPlain(member.Value))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return true;
        }
    }

    private static bool IsShort(JsonProperty member)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8PropertyName(member);
        return raw.Length <= MaxNameLength && !raw.Contains((byte)'\\') || member.Name.Length <= MaxNameLength;
    }

    // 1.0, 1e3 and -0 are integers in other spellings; RFC 9711 §7.2.3 forbids floating-point dates, and one rule for all is simpler.
    private static bool IsInteger(JsonElement number) =>
        number.TryGetInt64(out _) && JsonMarshal.GetRawUtf8Value(number) is var raw && raw.IndexOfAny(".eE"u8) < 0 && !raw.SequenceEqual("-0"u8);
}
