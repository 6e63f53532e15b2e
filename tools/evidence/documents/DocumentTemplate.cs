using System.Reflection;
using System.Text;
using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>Something that a vendor's document has to say, or is believed to.</summary>
public sealed record RequiredContent
{
    /// <summary>Id: a-z and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required Text What { get; init; }

    /// <summary>How sure it is that it has to be there.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>On what that rests.</summary>
    public required string Source { get; init; }

    /// <summary>Regular expressions, one of which finds it, in either language.</summary>
    public required IReadOnlyList<string> Any { get; init; }

    /// <summary>Only what is confirmed decides; the rest is a warning.</summary>
    public bool Decides => Confidence == Confidence.High;
}

/// <summary>A document that a vendor has to write: a text to start from, and what has to be in it.</summary>
public sealed record DocumentTemplate
{
    /// <summary>Id: a-z and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>The document's type, as in <see cref="DocumentRecord.Type"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Title.</summary>
    public required Text Title { get; init; }

    /// <summary>The criteria of JC-STAR ★1 that it speaks to.</summary>
    public required IReadOnlyList<string> Criteria { get; init; }

    /// <summary>What has to be in it.</summary>
    public required IReadOnlyList<RequiredContent> Contents { get; init; }

    /// <summary>The languages in which each is there.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["ja", "en"];

    /// <summary>All templates.</summary>
    public static IReadOnlyList<DocumentTemplate> All { get; } = Json.TryRead<List<DocumentTemplate>>(Resource("contents.json"), out string? problem) ?? throw new InvalidDataException(problem);

    /// <summary>The template of that id, or null.</summary>
    public static DocumentTemplate? Find(string id) => All.FirstOrDefault(t => t.Id == id);

    /// <summary>The text to start from, Markdown with <c>{{places}}</c> to fill in.</summary>
    /// <param name="language"><c>ja</c> or <c>en</c>.</param>
    /// <exception cref="ArgumentException">Another language.</exception>
    public string Text(string language) => Languages.Contains(language)
        ? Encoding.UTF8.GetString(Resource($"{Id}.{language}.md"))
        : throw new ArgumentException($"no language {language}", nameof(language));

    private static byte[] Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("templates/" + name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
