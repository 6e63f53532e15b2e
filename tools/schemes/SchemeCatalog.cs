using System.Reflection;

namespace NanoAgent.Schemes;

/// <summary>The schemes that this build brings along, those of a folder, and the mapping between them.</summary>
public sealed class SchemeCatalog
{
    private const string SchemePrefix = "schemes/";
    private const string MappingPrefix = "mappings/";

    private readonly SortedDictionary<string, Scheme> _schemes = new(StringComparer.Ordinal);

    private SchemeCatalog(IEnumerable<Scheme> schemes, IEnumerable<MappingFile> mappings)
    {
        foreach (Scheme scheme in schemes)
        {
            _schemes[scheme.Id] = scheme;
        }

        // What an authority says stands before what we infer, everywhere.
        Mappings = [.. mappings.OrderByDescending(m => m.Basis)];
    }

    /// <summary>The schemes inside this assembly.</summary>
    public static SchemeCatalog BuiltIn { get; } = new(
        ReadEmbedded(SchemePrefix).Select(f => ReadScheme(f.Name, f.Bytes)),
        ReadEmbedded(MappingPrefix).Select(f => ReadMappings(f.Name, f.Bytes)));

    /// <summary>The files of mappings, official ones first.</summary>
    public IReadOnlyList<MappingFile> Mappings { get; }

    /// <summary>All schemes, by id.</summary>
    public IReadOnlyList<Scheme> List() => [.. _schemes.Values];

    /// <summary>The scheme with that id, or null.</summary>
    public Scheme? Find(string id) => _schemes.GetValueOrDefault(id);

    /// <summary>The rows of any scheme with that number, or the one row that <c>scheme/row</c> names.</summary>
    public IReadOnlyList<RowRef> FindRows(string text) =>
        [.. _schemes.Values.SelectMany(s => s.Criteria.Select(c => new RowRef(s.Id, c.Id))).Where(r => r.Row == text || r.ToString() == text)];

    /// <summary>The criterion behind a reference, or null.</summary>
    public Criterion? Find(RowRef row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Find(row.Scheme)?.Criteria.FirstOrDefault(c => c.Id == row.Row);
    }

    /// <summary>What is mapped to a row, in either direction, official mappings first.</summary>
    public IReadOnlyList<MappedRow> MapOf(RowRef row) =>
        [.. Mappings.SelectMany(f => f.Mappings.Where(m => m.From == row || m.To == row).Select(m => new MappedRow(m.From == row ? m.To : m.From, m, f.Basis)))];

    /// <summary>These schemes and those of a folder's <c>*.json</c>; a file of the folder takes the place of one with the same id.</summary>
    /// <exception cref="InvalidDataException">A file that is no scheme; the message names it.</exception>
    public SchemeCatalog With(string folder)
    {
        IEnumerable<Scheme> added = Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(path => ReadScheme(Path.GetFileName(path), File.ReadAllBytes(path)));
        return new SchemeCatalog([.. _schemes.Values, .. added], Mappings);
    }

    private static IEnumerable<(string Name, byte[] Bytes)> ReadEmbedded(string prefix)
    {
        Assembly assembly = typeof(SchemeCatalog).Assembly;

        foreach (string name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            yield return (name[prefix.Length..], bytes.ToArray());
        }
    }

    private static Scheme ReadScheme(string name, byte[] bytes) =>
        SchemeReader.TryRead(bytes, out Scheme? scheme, out string? problem) ? scheme! : throw new InvalidDataException($"{name}: {problem}");

    private static MappingFile ReadMappings(string name, byte[] bytes) =>
        SchemeReader.TryReadMappings(bytes, out MappingFile? mappings, out string? problem) ? mappings! : throw new InvalidDataException($"{name}: {problem}");
}
