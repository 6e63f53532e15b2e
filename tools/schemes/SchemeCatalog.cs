using System.Reflection;

namespace NanoAgent.Schemes;

/// <summary>The schemes that this build brings along, and those of a folder.</summary>
public sealed class SchemeCatalog
{
    private const string Prefix = "schemes/";

    private readonly SortedDictionary<string, SchemeFile> _files = new(StringComparer.Ordinal);

    private SchemeCatalog(IEnumerable<SchemeFile> files)
    {
        foreach (SchemeFile file in files)
        {
            _files[file.Scheme.Id] = file;
        }
    }

    /// <summary>The schemes inside this assembly.</summary>
    public static SchemeCatalog BuiltIn { get; } = new(ReadEmbedded());

    /// <summary>All schemes, by id.</summary>
    public IReadOnlyList<Scheme> List() => [.. _files.Values.Select(f => f.Scheme)];

    /// <summary>The scheme with that id, or null.</summary>
    public Scheme? Find(string id) => _files.TryGetValue(id, out SchemeFile? file) ? file.Scheme : null;

    /// <summary>The scheme's file, byte for byte, as it goes into a pack; null when there is none of that id.</summary>
    public byte[]? FileOf(string id) => _files.TryGetValue(id, out SchemeFile? file) ? (byte[])file.Bytes.Clone() : null;

    /// <summary>These schemes and those of a folder's <c>*.json</c>; a file of the folder takes the place of one with the same id.</summary>
    /// <exception cref="InvalidDataException">A file that is no scheme; the message names it.</exception>
    public SchemeCatalog With(string folder)
    {
        IEnumerable<SchemeFile> added = Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(path => Read(Path.GetFileName(path), File.ReadAllBytes(path)));
        return new SchemeCatalog([.. _files.Values, .. added]);
    }

    private static IEnumerable<SchemeFile> ReadEmbedded()
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

    private static SchemeFile Read(string name, byte[] bytes)
    {
        if (!SchemeReader.TryRead(bytes, out Scheme? scheme, out string? problem))
        {
            throw new InvalidDataException($"{name}: {problem}");
        }

        return new SchemeFile(scheme!, bytes);
    }

    private sealed record SchemeFile(Scheme Scheme, byte[] Bytes);
}
