using System.Text.Json;
using System.Text.Json.Serialization;

namespace NanoAgent.Boards.Virtual;

/// <summary>
/// A named behaviour: one small data file. The name is for people who choose one; it goes no further than this type, so that
/// nothing on the board knows which persona it plays.
/// </summary>
public sealed class Persona
{
    private const string ResourcePrefix = "persona.";

    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    private Persona(string name, PersonaFile file)
    {
        Name = name;
        About = file.About;
        Behaviour = file.Behaviour;
    }

    /// <summary>The persona's name: its file's name without extension.</summary>
    public string Name { get; }

    /// <summary>One sentence for people.</summary>
    public string About { get; }

    /// <summary>What the board does.</summary>
    public Behaviour Behaviour { get; }

    /// <summary>The names of all personas that come with the board, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(Persona).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(n => n[ResourcePrefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Finds a persona that comes with the board.</summary>
    /// <param name="name">Any text.</param>
    /// <param name="persona">The persona, or null when there is none of that name.</param>
    public static bool TryFind(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Persona? persona)
    {
        persona = null;

        if (!Names.Contains(name))
        {
            return false;
        }

        using Stream stream = typeof(Persona).Assembly.GetManifestResourceStream(ResourcePrefix + name)!;
        using var reader = new StreamReader(stream);
        persona = Parse(name, reader.ReadToEnd());
        return true;
    }

    /// <summary>The persona of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Persona Of(string name) =>
        TryFind(name, out Persona? persona) ? persona : throw new ArgumentException($"no persona named '{name}'", nameof(name));

    /// <summary>Reads a persona file.</summary>
    /// <param name="name">The name to give it.</param>
    /// <param name="json">The file's text.</param>
    /// <exception cref="JsonException">It is no persona file: the message says where. Members that are not known are refused.</exception>
    public static Persona Parse(string name, string json) =>
        new(name, JsonSerializer.Deserialize<PersonaFile>(json, s_json) ?? throw new JsonException("an object, not null"));

    private sealed record PersonaFile
    {
        public required string About { get; init; }

        public Behaviour Behaviour { get; init; } = new();
    }
}
