using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace NanoAgent.Collector.Doors.Api;

/// <summary>The OpenAPI document of the collector's doors for programs; pages for people are not in it.</summary>
internal static class ApiDocument
{
    /// <summary>Where it is served.</summary>
    public const string Address = "/openapi/v1.json";

    private const string Name = "v1";
    private const string Bearer = "bearer";

    /// <summary>Adds what makes it.</summary>
    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.ShouldInclude = door => door.RelativePath is string path && (path.StartsWith("v1/", StringComparison.Ordinal) || path is "healthz" or "readyz");
        options.AddDocumentTransformer((document, _, _) => Introduce(document));
        options.AddOperationTransformer(Complete);
    });

    /// <summary>Adds the door at which it is served.</summary>
    public static void Map(IEndpointRouteBuilder doors) => doors.MapOpenApi("/openapi/{documentName}.json");

    /// <summary>The document.</summary>
    public static Task<OpenApiDocument> ReadAsync(IServiceProvider services, CancellationToken cancel) =>
        services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync(cancel);

    private static Task Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "nanoAgent collector",
            Version = "1",
            Description = "What units, verifiers and operators' programs ask of a collector. A no is a problem (RFC 9457) whose member refusal names it.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme> { [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer } };

        // The address of whoever asks, which means nothing to the next reader.
        document.Servers = [];
        return Task.CompletedTask;
    }

    private static async Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        operation.Tags = null;

        foreach (IGrouping<int, DoorRefusal> refusals in metadata.OfType<DoorRefusal>().Append(new DoorRefusal(429, "too-many-requests")).GroupBy(r => r.Status))
        {
            operation.Responses[refusals.Key.ToString(System.Globalization.CultureInfo.InvariantCulture)] = Problem([.. refusals.Select(r => r.Name).Distinct()]);
        }

        if (metadata.OfType<BodyMark>().FirstOrDefault() is BodyMark body)
        {
            var content = new OpenApiMediaType { Schema = await context.GetOrCreateSchemaAsync(body.Type, cancellationToken: cancel) };
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType> { [body.ContentType] = content } };
        }

        if (metadata.OfType<BearerMark>().FirstOrDefault() is BearerMark bearer)
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
            operation.Description = $"{operation.Description} Needs {bearer.Whose}.".Trim();
        }
    }

    private static OpenApiResponse Problem(string[] refusals) => new()
    {
        Description = "refused: " + string.Join(", ", refusals),
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/problem+json"] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { "type", "title", "status", "detail", "refusal" },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
                        ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
                        ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                        ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
                        ["refusal"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. refusals.Select(r => (JsonNode)JsonValue.Create(r))] },
                    },
                },
            },
        },
    };
}
