using System.Text.Json;
using System.Text.Json.Serialization;

namespace NanoAgent.Schemes;

/// <summary>Reads scheme and mapping files, strictly: unknown and repeated members, comments and missing parts are errors.</summary>
public static class SchemeReader
{
    /// <summary>The format that this reader knows.</summary>
    public const int Format = 1;

    /// <summary>Largest file that is read, in bytes.</summary>
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

    /// <summary>Reads one scheme.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="scheme">The scheme, or null.</param>
    /// <param name="problem">Why not, or null.</param>
    public static bool TryRead(ReadOnlySpan<byte> json, out Scheme? scheme, out string? problem)
    {
        scheme = Read<Scheme>(json, out problem);

        if (scheme is not null && scheme.Criteria.Any(row => row.Id.Length == 0))
        {
            problem = "a row without id";
            scheme = null;
        }

        scheme = scheme is null ? null : scheme with { File = json.ToArray() };
        return scheme is not null;
    }

    /// <summary>Reads one file of mappings.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="mappings">The mappings, or null.</param>
    /// <param name="problem">Why not, or null.</param>
    public static bool TryReadMappings(ReadOnlySpan<byte> json, out MappingFile? mappings, out string? problem)
    {
        mappings = Read<MappingFile>(json, out problem);
        return mappings is not null;
    }

    private static T? Read<T>(ReadOnlySpan<byte> json, out string? problem)
        where T : class
    {
        if (json.Length > MaxBytes)
        {
            problem = $"larger than {MaxBytes} bytes";
            return null;
        }

        try
        {
            T? value = JsonSerializer.Deserialize<T>(json, Strict);
            long line = value is null ? 0 : JsonNulls.FindInList(json);
            problem = value is null ? "holds no object" : line > 0 ? $"line {line}: null in a list" : null;
            return problem is null ? value : null;
        }
        catch (JsonException e)
        {
            problem = $"line {e.LineNumber + 1}: {e.Message.Split(". Path")[0]}";
            return null;
        }
    }
}
