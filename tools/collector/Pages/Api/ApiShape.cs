using Microsoft.OpenApi;

namespace NanoAgent.Collector.Pages.Api;

/// <summary>A schema in one line, as <c>{ nonce: string, head: { size: integer } }</c>.</summary>
internal static class ApiShape
{
    // No answer of ours is deeper; a schema that names itself would never end.
    private const int Deepest = 6;

    /// <summary>The line.</summary>
    public static string Of(IOpenApiSchema? schema) => Of(schema, 0);

    private static string Of(IOpenApiSchema? schema, int depth) => schema switch
    {
        null => "",
        _ when depth > Deepest => "…",
        { Properties.Count: > 0 } => $"{{ {string.Join(", ", schema.Properties.Select(p => $"{p.Key}: {Of(p.Value, depth + 1)}"))} }}",
        { Items: IOpenApiSchema item } => $"[{Of(item, depth + 1)}]",
        { OneOf.Count: > 0 } => string.Join(" or ", schema.OneOf.Select(one => Of(one, depth + 1))),
        { Type: JsonSchemaType type } => Name(type),
        _ => "any",
    };

    // What may be written as a string too is a number all the same; null is said apart.
    private static string Name(JsonSchemaType type)
    {
        string name = (type & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0 ? "integer"
            : type.HasFlag(JsonSchemaType.Boolean) ? "boolean"
            : type.HasFlag(JsonSchemaType.String) ? "string"
            : "null";
        return type.HasFlag(JsonSchemaType.Null) && name != "null" ? name + " or null" : name;
    }
}
