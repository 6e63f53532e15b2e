namespace NanoAgent.Evidence;

/// <summary>Builds the declaration again from what a pack holds, and compares every number and every page with it.</summary>
internal sealed class Recount(PackFolder pack, List<PackProblem> problems)
{
    // Units of these kinds are counted and not carried, so their number rests on the collector's word.
    private static readonly string[] NotCarried = ["revoked", FleetTally.VirtualLeftOut];

    /// <summary>Compares, and adds rows and notes to the report.</summary>
    public PackReport Complete(PackReport report, PackEvidence evidence, RecordStore records)
    {
        DeclarationFile d = evidence.Declaration;
        var options = new DeclarationOptions { Now = DateTimeOffset.FromUnixTimeSeconds(d.Now), Demonstration = d.Demonstration, MaxUnits = Math.Max(1, d.MaxUnits), UnitsOf = d.UnitsOf, Earlier = evidence.Earlier, Tables = evidence.Tables };
        DeclarationResult again = Declaration.Build(evidence, d.Product, d.Firmware, evidence.Scheme, records, options);

        if (again.Refusal != DeclarationRefusal.None)
        {
            problems.Add(new PackProblem(PackFormat.Declaration, PackFault.NotWhatTheEvidenceSays, $"{again.Refusal}: {again.Detail.En}"));
            return report;
        }

        bool sampled = d.Sample is not null;

        if (sampled ? !IsWithin(again.Fleet, d.Fleet) || !Adds(again, d.Sample!) : !IsSame(again.Fleet, d.Fleet))
        {
            problems.Add(new PackProblem(PackFormat.Declaration, PackFault.NotWhatTheEvidenceSays, "the numbers are not those of the tokens"));
            return report;
        }

        DeclarationResult judged = Declaration.Judge(again with { Fleet = d.Fleet, Sample = d.Sample });
        (string Path, byte[] Content)[] derived = [.. PackFiles.Derived(judged)];
        bool sameBuild = d.Generator == PackFiles.Generator;
        string[] strangers = [.. Strangers(judged).Except(derived.Select(f => f.Path))];

        // Another build words its pages differently and may have files of its own; what this one writes it knows.
        problems.AddRange(sameBuild ? Compare(derived) : CompareStates(judged));
        problems.AddRange(sameBuild ? strangers.Select(name => new PackProblem(name, PackFault.Added, "signed with the pack, and nothing in it speaks of it")) : []);
        return report with { Models = judged.Product.Models, SupportEnds = judged.Product.SupportEnds, Rows = [.. judged.Rows.Select(r => new PackRow(r.Criterion.Id, r.State))], WrittenBy = sameBuild ? null : d.Generator, Notes = NotesOn(evidence, strangers), Judged = judged };
    }

    private IEnumerable<PackProblem> Compare((string Path, byte[] Content)[] derived) =>
        derived.Where(file => pack.Read(file.Path) is not byte[] bytes || !bytes.AsSpan().SequenceEqual(file.Content)).Select(file => DoesNotFollow(file.Path));

    private IEnumerable<PackProblem> CompareStates(DeclarationResult judged) =>
        pack.Read(PackFormat.Checklist) is byte[] bytes && Json.TryRead<ChecklistFile>(bytes, out _) is ChecklistFile file
        && file.Rows.Select(r => (r.Id, r.State)).SequenceEqual(judged.Rows.Select(r => (r.Criterion.Id, r.State)))
            ? []
            : [DoesNotFollow(PackFormat.Checklist)];

    private static PackProblem DoesNotFollow(string file) => new(file, PackFault.NotWhatTheEvidenceSays, "does not follow from the tokens and records");

    // What nothing reads, nothing has checked: a page of praise, a token that is not counted.
    private IEnumerable<string> Strangers(DeclarationResult judged)
    {
        IEnumerable<StoredRecord> records = judged.Records.Records.Where(r => r.Record.Product == judged.Product.Product);
        IEnumerable<string> known = records.SelectMany(r => r.Record is DocumentRecord d ? [$"records/{r.Name}", $"documents/{d.File}"] : new[] { $"records/{r.Name}" });
        return pack.Unread.Except(known);
    }

    private static List<string> NotesOn(PackEvidence evidence, string[] strangers)
    {
        DeclarationFile d = evidence.Declaration;
        var notes = new List<string>();

        if (d.Demonstration)
        {
            notes.Add("demonstration: made by virtual units, evidence of no real product");
        }

        if (d.Generator != PackFiles.Generator)
        {
            notes.Add($"written by {d.Generator}; states were compared, the wording of its pages was not");

            if (strangers.Length > 0)
            {
                notes.Add($"signed with the pack and not looked at by this build: {string.Join(", ", strangers)}");
            }
        }

        notes.AddRange(new[] { SchemeRules.NoteOn(evidence.Scheme), evidence.Tables is null ? null : SchemeRules.NoteOn(evidence.Tables) }.OfType<string>().Distinct());

        return notes;
    }

    private static bool Adds(DeclarationResult again, FleetSample sample) => sample.Failing + sample.Newest + sample.Drawn == again.Units.Count;

    private static bool IsSame(FleetTally a, FleetTally b) => Json.Write(Carried(a)).AsSpan().SequenceEqual(Json.Write(Carried(b)));

    private static FleetTally Carried(FleetTally tally) => tally with
    {
        ByState = new SortedDictionary<string, int>(tally.ByState.Where(s => !NotCarried.Contains(s.Key)).ToDictionary(), StringComparer.Ordinal),
    };

    private static bool IsWithin(FleetTally part, FleetTally whole) =>
        part.Units <= whole.Units && part.InUse <= whole.InUse && part.Reports <= whole.Reports
        && part.Checks.All(c => IsWithin(c.Value.Present, whole.Of(c.Key).Present, FleetTallier.NoAnswer) && IsWithin(c.Value.Idle, whole.Of(c.Key).Idle, "") && IsWithin(c.Value.Past, whole.Of(c.Key).Past, ""));

    private static bool IsWithin(IReadOnlyDictionary<string, int> part, IReadOnlyDictionary<string, int> whole, string except) =>
        part.All(p => p.Key == except || whole.GetValueOrDefault(p.Key) >= p.Value);
}
