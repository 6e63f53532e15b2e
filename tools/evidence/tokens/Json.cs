using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>How this library reads and writes JSON: strictly in, one spelling out.</summary>
internal static class Json
{
    /// <summary>For the files of a pack and for records: snake case, unknown and repeated members refused, stable order, real Japanese instead of escapes.</summary>
    public static JsonSerializerOptions Files { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        MaxDepth = 24,
    };

    /// <summary>A text member, or null when it is missing or of another type.</summary>
    public static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement e) && e.ValueKind == JsonValueKind.String ? e.GetString() : null;

    /// <summary>An integer member, or null when it is missing or of another type.</summary>
    public static long? Integer(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement e) && e.ValueKind == JsonValueKind.Number && e.TryGetInt64(out long value) ? value : null;

    /// <summary>An object member, or null.</summary>
    public static JsonElement? Object(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement e) && e.ValueKind == JsonValueKind.Object ? e : null;

    /// <summary>UTF-8 with a final newline.</summary>
    public static byte[] Write<T>(T value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Files), (byte)'\n'];

    /// <summary>The value, or null and why not.</summary>
    public static T? TryRead<T>(ReadOnlySpan<byte> utf8, out string? problem)
        where T : class
    {
        T? value = TryReadFile<T>(utf8, out JsonFault? fault);
        problem = fault?.ToString();
        return value;
    }

    /// <summary>The value, or null and where it cannot be read.</summary>
    public static T? TryReadFile<T>(ReadOnlySpan<byte> utf8, out JsonFault? fault)
        where T : class
    {
        try
        {
            T? value = JsonSerializer.Deserialize<T>(utf8, Files);
            long line = value is null ? 0 : JsonNulls.FindInList(utf8);
            fault = value is null ? new JsonFault(0, "holds no object") : line > 0 ? new JsonFault(line, "null in a list") : null;
            return fault is null ? value : null;
        }
        catch (JsonException e)
        {
            fault = new JsonFault((e.LineNumber ?? 0) + 1, e.Message.Split(". Path")[0]);
            return null;
        }
        catch (NotSupportedException)
        {
            // What the reader throws for an abstract type whose discriminator is missing.
            fault = new JsonFault(0, "does not say of which kind it is");
            return null;
        }
    }
}

/// <summary>Why a text is not the JSON that was asked for.</summary>
/// <param name="Line">The line, 1 or more; 0 when it is the whole.</param>
/// <param name="Message">In the reader's words, English.</param>
internal sealed record JsonFault(long Line, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Line > 0 ? $"line {Line}: {Message}" : Message;
}
