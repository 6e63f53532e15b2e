namespace NanoAgent.Evidence;

/// <summary>The records of one product and firmware version, with what counts on a given day.</summary>
internal sealed class RecordView(RecordStore store, string product, string firmware, bool demonstration, DateOnly today)
{
    private IReadOnlyList<TestInput>? _tests;

    /// <summary>Records of this product, with the file that each came from.</summary>
    public IEnumerable<StoredRecord> All => store.Records.Where(r => r.Record.Product == product);

    /// <summary>The test records that name the criterion, those that do not count included.</summary>
    public IReadOnlyList<TestInput> Tests(string criterion) =>
        [.. (_tests ??= ReadTests()).Where(test => test.Content.Criteria.Contains(criterion))];

    /// <summary>The documents that name the criterion, those that do not count included.</summary>
    public IReadOnlyList<DocumentInput> Documents(string criterion) =>
        [.. All.Where(r => r.Record is DocumentRecord d && d.Criteria.Contains(criterion)).Select(r => new DocumentInput(r.Name, (DocumentRecord)r.Record, WhyNot((DocumentRecord)r.Record)))];

    /// <summary>The newest confirmation that counts.</summary>
    public ConfirmationRecord? Confirmation(string criterion) =>
        Newest<ConfirmationRecord>(c => c.Criterion == criterion && c.Firmware == firmware, c => (c.Date, c.RecordedAt));

    /// <summary>The newest mark "not applicable".</summary>
    public NotApplicableRecord? NotApplicable(string criterion) =>
        Newest<NotApplicableRecord>(n => n.Criterion == criterion && n.Firmware == firmware, n => (n.Date, n.RecordedAt));

    /// <summary>The newest comparison with the official text.</summary>
    public ComparisonRecord? Comparison(string criterion) =>
        Newest<ComparisonRecord>(c => c.Criterion == criterion, c => (c.Date, c.RecordedAt));

    // Once, however many criteria ask: each is a signature to verify.
    private List<TestInput> ReadTests()
    {
        var tests = new List<TestInput>();

        foreach (StoredRecord stored in All)
        {
            if (stored.Record is TestRecord record && TestContent.TryRead(record, out TestContent? content, out string? tester))
            {
                tests.Add(new TestInput(stored.Name, content!, tester!, WhyNot(content!)));
            }
        }

        return tests;
    }

    // Of one day the one recorded last; what does not say when comes before, by file name.
    private T? Newest<T>(Func<T, bool> wanted, Func<T, (string Date, string? RecordedAt)> when)
        where T : EvidenceRecord =>
        All.Select(r => r.Record).OfType<T>().Where(wanted)
            .Where(r => RecordRules.Date(when(r).Date) <= today)
            .OrderBy(r => when(r).Date, StringComparer.Ordinal).ThenBy(r => when(r).RecordedAt, StringComparer.Ordinal).LastOrDefault();

    private string? WhyNot(TestContent content) =>
        content.Firmware != firmware ? "other-firmware"
        : content.Virtual != demonstration ? "virtual-or-real"
        : DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(content.At).UtcDateTime) > today ? "in-the-future"
        : content.Outcome == TestOutcome.Inconclusive ? "inconclusive"
        : null;

    private string? WhyNot(DocumentRecord document) =>
        document.Firmware is not null && document.Firmware != firmware ? "other-firmware"
        : RecordRules.Date(document.Date) > today ? "in-the-future"
        : document.ValidUntil is not null && RecordRules.Date(document.ValidUntil) < today ? "expired"
        : store.FindDocument(document) is null ? "copy-missing-or-changed"
        : null;
}
