using System.Reflection;

namespace NanoAgent.Schemes;

/// <summary>The schemes that this build brings along, and those of a folder.</summary>
public sealed class SchemeCatalog
{
    private const string Prefix = "schemes/";

    private readonly SortedDictionary<string, Scheme> _schemes = new(StringComparer.Ordinal);

    private SchemeCatalog(IEnumerable<Scheme> schemes)
    {
        foreach (Scheme scheme in schemes)
        {
            _schemes[scheme.Id] = scheme;
        }
    }

    /// <summary>The schemes inside this assembly.</summary>
    public static SchemeCatalog BuiltIn { get; } = new(ReadEmbedded());

    /// <summary>All schemes, by id.</summary>
    public IReadOnlyList<Scheme> List() => [.. _schemes.Values];

    /// <summary>The scheme with that id, or null.</summary>
    public Scheme? Find(string id) => _schemes.GetValueOrDefault(id);

    /// <summary>These schemes and those of a folder's <c>*.json</c>; a file of the folder takes the place of one with the same id.</summary>
    /// <exception cref="InvalidDataException">A file that is no scheme; the message names it.</exception>
    public SchemeCatalog With(string folder)
    {
        IEnumerable<Scheme> added = Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(path => Read(Path.GetFileName(path), File.ReadAllBytes(path)));
        return new SchemeCatalog([.. _schemes.Values, .. added]);
    }

    private static IEnumerable<Scheme> ReadEmbedded()
    {
        Assembly assembly = typeof(SchemeCatalog).Assembly;

        foreach (string name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            yield return Read(name[Prefix.Length..], bytes.ToArray());
        }
    }

    private static Scheme Read(string name, byte[] bytes) =>
        SchemeReader.TryRead(bytes, out Scheme? scheme, out string? problem) ? scheme! : throw new InvalidDataException($"{name}: {problem}");
}
