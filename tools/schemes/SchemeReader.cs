using System.Text.Json;
using System.Text.Json.Serialization;

namespace NanoAgent.Schemes;

/// <summary>Reads scheme files, strictly: unknown and repeated members, comments and missing parts are errors.</summary>
public static class SchemeReader
{
    /// <summary>The format that this reader knows.</summary>
    public const int Format = 1;

    /// <summary>Largest scheme file that is read, in bytes.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 16,
    };

    /// <summary>Reads one file.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="scheme">The scheme, or null.</param>
    /// <param name="problem">Why not, or null.</param>
    public static bool TryRead(ReadOnlySpan<byte> json, out Scheme? scheme, out string? problem)
    {
        scheme = null;

        if (json.Length > MaxBytes)
        {
            problem = $"larger than {MaxBytes} bytes";
            return false;
        }

        try
        {
            scheme = JsonSerializer.Deserialize<Scheme>(json, Strict);
            scheme = scheme is null ? null : scheme with { File = json.ToArray() };
            problem = scheme is null ? "holds no object" : null;
        }
        catch (JsonException e)
        {
            problem = $"line {e.LineNumber + 1}: {e.Message.Split(". Path")[0]}";
        }

        return problem is null;
    }
}
