using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NanoAgent.Evidence;

/// <summary>One record and the name of its file.</summary>
/// <param name="Name">File name in the record folder.</param>
/// <param name="Record">The record.</param>
/// <param name="Bytes">The file as it was read.</param>
public sealed record StoredRecord(string Name, EvidenceRecord Record, ReadOnlyMemory<byte> Bytes);

/// <summary>A record file that cannot be used.</summary>
/// <param name="File">Its name.</param>
/// <param name="Fault">Why.</param>
public sealed record RecordProblem(string File, RecordFault Fault);

/// <summary>A folder of records: one JSON file each, and the copies of documents in <c>documents</c>.</summary>
/// <remarks>Read once; a snapshot. Files that cannot be used are <see cref="Problems"/>, never silently left out.</remarks>
public sealed class RecordStore
{
    /// <summary>Folder of the documents' copies.</summary>
    public const string DocumentFolder = "documents";

    /// <summary>Largest record file, in bytes.</summary>
    public const int MaxRecordBytes = 2 * 1024 * 1024;

    /// <summary>Largest document, in bytes.</summary>
    public const int MaxDocumentBytes = 256 * 1024 * 1024;

    private readonly string? _documents;

    private RecordStore(string? folder, string? documents, IReadOnlyList<StoredRecord> records, IReadOnlyList<RecordProblem> problems)
    {
        Folder = folder;
        _documents = documents;
        Records = records;
        Problems = problems;
    }

    /// <summary>No records.</summary>
    public static RecordStore Empty { get; } = new(null, null, [], []);

    /// <summary>The folder, or null for <see cref="Empty"/>.</summary>
    public string? Folder { get; }

    /// <summary>The usable records, by file name.</summary>
    public IReadOnlyList<StoredRecord> Records { get; }

    /// <summary>The files that cannot be used.</summary>
    public IReadOnlyList<RecordProblem> Problems { get; }

    /// <summary>Reads a folder. A folder that is not there is an empty store.</summary>
    public static RecordStore Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Load(folder, Path.Combine(folder, DocumentFolder));
    }

    /// <summary>Reads records and documents that lie apart, as in a pack.</summary>
    internal static RecordStore Load(string folder, string documents) => Load(folder, documents, FilesOf(folder));

    /// <summary>Names of the files that may be records.</summary>
    internal static IEnumerable<string> FilesOf(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];

    /// <summary>Reads some files of a folder.</summary>
    internal static RecordStore Load(string folder, string documents, IEnumerable<string> files)
    {
        var records = new List<StoredRecord>();
        var problems = new List<RecordProblem>();

        foreach (string path in files.Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(path);

            if (new FileInfo(path).Length > MaxRecordBytes)
            {
                problems.Add(new RecordProblem(name, new RecordFault(RecordRule.FileSize)));
                continue;
            }

            byte[] bytes = File.ReadAllBytes(path);
            EvidenceRecord? record = Json.TryReadFile<EvidenceRecord>(bytes, out JsonFault? unreadable);
            RecordFault? fault = record is null ? new RecordFault(RecordRule.Readable, unreadable!.ToString()) { Line = unreadable.Line } : RecordRules.FindFault(record) ?? FindRival(record, records);

            if (fault is null)
            {
                records.Add(new StoredRecord(name, record!, bytes));
            }
            else
            {
                problems.Add(new RecordProblem(name, fault));
            }
        }

        return new RecordStore(folder, documents, records, problems);
    }

    /// <summary>
    /// Writes a record into a folder, which is made when it is not there. The same record again is the same file; a product's record takes the place of its earlier one,
    /// since a filing grows by its numbers and dates.
    /// </summary>
    /// <param name="folder">The record folder.</param>
    /// <param name="record">The record.</param>
    /// <param name="file">The file's name; null when the record breaks a rule, and nothing is written then.</param>
    /// <returns>The rule that it breaks, or null.</returns>
    public static RecordFault? TryAdd(string folder, EvidenceRecord record, out string? file)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(record);
        RecordFault? fault = RecordRules.FindFault(record);
        file = fault is null ? Write(folder, record) : null;
        return fault;
    }

    /// <summary>The rule that a line of text breaks which goes onto a pack's page beside the records, or null.</summary>
    public static RecordFault? FindFault(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return RecordRules.FindBadLine(text);
    }

    /// <summary>Copies a document into the folder and writes its record.</summary>
    /// <param name="folder">The record folder.</param>
    /// <param name="document">The document's bytes.</param>
    /// <param name="extension">Its file extension, with the dot; any other becomes <c>.bin</c>.</param>
    /// <param name="record">The record; its <c>File</c> and <c>Sha256</c> are filled in here.</param>
    /// <param name="file">The record file's name; null when a rule is broken or a place of a template was left open, and nothing is written then.</param>
    /// <returns>The rule that it breaks, or null.</returns>
    public static RecordFault? TryAddDocument(string folder, byte[] document, string extension, DocumentRecord record, out string? file)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(record);
        file = null;

        if (document.Length is 0 or > MaxDocumentBytes)
        {
            return new RecordFault(RecordRule.DocumentSize, document.Length.ToString(CultureInfo.InvariantCulture));
        }

        if (DocumentLint.FindPlaceLeftOpen(document) is string place)
        {
            return new RecordFault(RecordRule.FilledIn, place);
        }

        string hash = Convert.ToHexStringLower(SHA256.HashData(document));
        DocumentRecord filled = record with { File = $"{hash[..12]}{SafeExtension(extension)}", Sha256 = hash };

        if (RecordRules.FindFault(filled) is RecordFault fault)
        {
            return fault;
        }

        Directory.CreateDirectory(Path.Combine(folder, DocumentFolder));
        File.WriteAllBytes(Path.Combine(folder, DocumentFolder, filled.File), document);
        file = Write(folder, filled);
        return null;
    }

    /// <summary>Writes a record that is known to keep the rules, as <see cref="TryAdd"/>.</summary>
    /// <returns>The file's name.</returns>
    /// <exception cref="ArgumentException">It breaks one.</exception>
    public static string Add(string folder, EvidenceRecord record) =>
        TryAdd(folder, record, out string? file) is RecordFault fault ? throw new ArgumentException(RecordTexts.Of(fault).En, nameof(record)) : file!;

    /// <summary>Adds a document that is known to keep the rules, as <see cref="TryAddDocument"/>.</summary>
    /// <returns>The record file's name.</returns>
    /// <exception cref="ArgumentException">It breaks one.</exception>
    public static string AddDocument(string folder, byte[] document, string extension, DocumentRecord record) =>
        TryAddDocument(folder, document, extension, record, out string? file) is RecordFault fault ? throw new ArgumentException(RecordTexts.Of(fault).En, nameof(record)) : file!;

    /// <summary>Path of a document's copy, or null when it is not there or is not the file that was recorded.</summary>
    public string? FindDocument(DocumentRecord document)
    {
        ArgumentNullException.ThrowIfNull(document);
        string? path = _documents is null ? null : Path.Combine(_documents, document.File);
        return path is not null && File.Exists(path) && HashOf(path) == document.Sha256 ? path : null;
    }

    /// <summary>The product record with that id, or null.</summary>
    public ProductRecord? FindProduct(string id) => Records.Select(r => r.Record).OfType<ProductRecord>().FirstOrDefault(p => p.Product == id);

    /// <summary>The product record with that id; a family of one model of the same name when there is none.</summary>
    public ProductRecord Product(string id) => FindProduct(id) ?? new ProductRecord { Product = id, Models = [id] };

    // Which of two records of one product holds cannot be told: neither has a place in time.
    private static RecordFault? FindRival(EvidenceRecord record, List<StoredRecord> others) =>
        record is ProductRecord product && others.FirstOrDefault(o => o.Record is ProductRecord && o.Record.Product == product.Product) is StoredRecord other
            ? new RecordFault(RecordRule.OneOfItsProduct, other.Name)
            : null;

    private static string Write(string folder, EvidenceRecord record)
    {
        byte[] bytes = Json.Write(record);
        byte[] identity = record is ProductRecord product ? Encoding.UTF8.GetBytes(product.Product) : bytes;
        string name = $"{RecordRules.KindOf(record)}-{Convert.ToHexStringLower(SHA256.HashData(identity))[..12]}.json";
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, name), bytes);
        return name;
    }

    private static string HashOf(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string SafeExtension(string extension) =>
        extension.Length is > 1 and <= 8 && extension[0] == '.' && extension[1..].All(char.IsAsciiLetterOrDigit) ? extension.ToLower(CultureInfo.InvariantCulture) : ".bin";
}
