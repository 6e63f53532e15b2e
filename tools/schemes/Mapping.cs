using System.Text.Json;
using System.Text.Json.Serialization;

namespace NanoAgent.Schemes;

/// <summary>A row of a scheme, written <c>scheme/row</c>, such as <c>jc-star-1/S1.1-02</c>.</summary>
/// <param name="Scheme">The scheme's id.</param>
/// <param name="Row">The row there.</param>
[JsonConverter(typeof(RowRefConverter))]
public sealed record RowRef(string Scheme, string Row)
{
    /// <summary>Reads a reference that came from outside.</summary>
    public static bool TryParse(string? text, out RowRef? row)
    {
        int slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        row = slash > 0 && slash < text!.Length - 1 ? new RowRef(text[..slash], text[(slash + 1)..]) : null;
        return row is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Scheme}/{Row}";
}

/// <summary>What a mapping says of its two rows.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Relation>))]
public enum Relation
{
    /// <summary>They speak of the same thing.</summary>
    [JsonStringEnumMemberName("related")] Related = 0,

    /// <summary>Meeting <see cref="Mapping.To"/> is officially deemed to meet <see cref="Mapping.From"/>; not the other way round.</summary>
    [JsonStringEnumMemberName("deemed")] Deemed = 1,

    /// <summary>They are officially treated as equal.</summary>
    [JsonStringEnumMemberName("equal")] Equal = 2,
}

/// <summary>Who says that two rows belong together.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MappingBasis>))]
public enum MappingBasis
{
    /// <summary>This project.</summary>
    [JsonStringEnumMemberName("inferred")] Inferred = 0,

    /// <summary>An authority, in a named source.</summary>
    [JsonStringEnumMemberName("official")] Official = 1,
}

/// <summary>Two rows that belong together. For readers: no mapping decides the state of a row.</summary>
/// <param name="From">One row.</param>
/// <param name="To">The other.</param>
/// <param name="Relation">How.</param>
/// <param name="Confidence">How sure that is.</param>
/// <param name="Source">Where it is stated; null for an inference.</param>
/// <param name="Note">What a reader should know.</param>
public sealed record Mapping(RowRef From, RowRef To, Relation Relation, Confidence Confidence, string? Source = null, Text? Note = null);

/// <summary>One file of mappings. Official ones and inferences never share a file.</summary>
public sealed record MappingFile
{
    /// <summary>Format of the file; this reader knows 1.</summary>
    public required int Format { get; init; }

    /// <summary>Who says so, for every mapping of the file.</summary>
    public required MappingBasis Basis { get; init; }

    /// <summary>Version of this data file, rising.</summary>
    public required string Revision { get; init; }

    /// <summary>What the file holds.</summary>
    public required Text About { get; init; }

    /// <summary>The mappings.</summary>
    public required IReadOnlyList<Mapping> Mappings { get; init; }
}

/// <summary>A mapping seen from one of its rows.</summary>
/// <param name="Other">The row at the other end.</param>
/// <param name="Mapping">The mapping.</param>
/// <param name="Basis">Who says so.</param>
public sealed record MappedRow(RowRef Other, Mapping Mapping, MappingBasis Basis);

/// <summary>Writes and reads <see cref="RowRef"/> as text.</summary>
internal sealed class RowRefConverter : JsonConverter<RowRef>
{
    /// <inheritdoc/>
    public override RowRef Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && RowRef.TryParse(reader.GetString(), out RowRef? row) ? row! : throw new JsonException("a row is written scheme/row");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RowRef value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
