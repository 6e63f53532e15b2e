using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>Makes a declaration's evidence: reads units and records, and tells the state of every criterion.</summary>
public static class Declaration
{
    /// <summary>Builds it.</summary>
    /// <param name="source">One snapshot of a collector.</param>
    /// <param name="product">The product's id; a product record gives its models, otherwise it is one model of that name.</param>
    /// <param name="firmware">The firmware version, exactly as units report it.</param>
    /// <param name="scheme">The scheme.</param>
    /// <param name="records">Vendor documents, test records, confirmations.</param>
    /// <param name="options">Time, demonstration, limits.</param>
    /// <returns>The declaration, or a refusal; never an exception for bad evidence.</returns>
    public static DeclarationResult Build(IEvidenceSource source, string product, string firmware, Scheme scheme, RecordStore records, DeclarationOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(product);
        ArgumentException.ThrowIfNullOrEmpty(firmware);
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxUnits, 1);

        if (scheme.Criteria.Count == 0)
        {
            return Refuse(DeclarationRefusal.EmptyScheme, new Text(scheme.Id, scheme.Id));
        }

        if (records.Problems.Count > 0)
        {
            return Refuse(DeclarationRefusal.BadRecord, RecordTexts.Of(records.Problems[0]));
        }

        if (options.Earlier is EarlierDeclaration other && (other.Product != product || other.Demonstration != options.Demonstration))
        {
            return Refuse(DeclarationRefusal.OtherEarlier, new Text($"製品 {other.Product}{(other.Demonstration ? "(デモ)" : "")}", $"it is of product {other.Product}{(other.Demonstration ? ", a demonstration" : "")}"));
        }

        ProductRecord family = records.Product(product);
        using var signatures = new Es256Verifier();
        var fleet = new FleetReader(source, firmware, options, new ProvisionedFleet(records, product, options.Now), signatures);
        DeclarationRefusal refusal = fleet.Read(source.Units(family.Models, firmware), out Text detail);

        if (refusal != DeclarationRefusal.None)
        {
            return Refuse(refusal, detail);
        }

        EarlierDeclaration? earlier = Continue(source, options.Earlier);
        return earlier is null || earlier.IsContinuedBy(source.Head)
            ? Judge(source, family, firmware, scheme, records, options with { Earlier = earlier }, fleet)
            : Refuse(DeclarationRefusal.LogForked, new Text($"{earlier.Head!.Size} 件から {source.Head?.Size ?? 0} 件へ", $"from {earlier.Head!.Size} to {source.Head?.Size ?? 0} leaves"));
    }

    /// <summary>Judges a declaration again with other records or on another day, over the same units.</summary>
    /// <param name="result">A declaration that was not refused.</param>
    /// <param name="records">The records now.</param>
    /// <param name="now">The day and time.</param>
    public static DeclarationResult Rejudge(DeclarationResult result, RecordStore records, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(records);

        if (records.Problems.Count > 0)
        {
            return Refuse(DeclarationRefusal.BadRecord, RecordTexts.Of(records.Problems[0]));
        }

        DeclarationResult other = result with { Records = records, Product = records.Product(result.Product.Product), Options = result.Options with { Now = now } };
        return other with { Rows = JudgeRows(other) };
    }

    /// <summary>Judges all rows, from the tally as it stands; the verifier of packs does this with what a pack says of units that it does not carry.</summary>
    internal static DeclarationResult Judge(DeclarationResult result) => result with
    {
        Rows = JudgeRows(result),
        Beyond = BeyondRows(result),
        TableRows = result.Options.Tables is Scheme tables ? JudgeRows(result with { Scheme = tables }) : [],
    };

    private static IReadOnlyList<DeclarationRow> JudgeRows(DeclarationResult result) =>
        [.. result.Scheme.Criteria.Select(new RowJudge(result.Fleet, result.CollectorChecks, ViewOf(result)).Judge)];

    private static IReadOnlyList<BeyondRow> BeyondRows(DeclarationResult result) =>
        [.. result.Scheme.Beyond.Select(b => new BeyondRow(b, result.Fleet.Of(b.Check)))];

    private static DeclarationResult Judge(
        IEvidenceSource source, ProductRecord family, string firmware, Scheme scheme, RecordStore records, DeclarationOptions options, FleetReader fleet)
    {
        (IReadOnlyList<UnitEvidence> units, FleetSample? sample) = fleet.Sample();
        var result = new DeclarationResult
        {
            Refusal = DeclarationRefusal.None,
            Product = family,
            Firmware = firmware,
            Scheme = scheme,
            Options = options,
            CollectorId = source.CollectorId,
            Keys = source.Keys,
            Head = source.Head,
            Fleet = fleet.Tally,
            Versions = source.Versions(family.Models),
            Sample = sample,
            Earlier = options.Earlier,
            Units = units,
            Proofs = ProofsOf(source, units),
            CollectorChecks = source.Checks(family.Models, firmware),
            Records = records,
        };
        return Judge(result);
    }

    private static EarlierDeclaration? Continue(IEvidenceSource source, EarlierDeclaration? earlier) =>
        earlier is { Head: TreeHead head } ? earlier with { Consistency = head.Size == 0 ? [] : source.ProveConsistency(head.Size) } : earlier;

    private static RecordView ViewOf(DeclarationResult r) =>
        new(r.Records, r.Product.Product, r.Firmware, r.Options.Demonstration, DateOnly.FromDateTime(r.Options.Now.UtcDateTime));

    private static SortedDictionary<long, LogProof> ProofsOf(IEvidenceSource source, IReadOnlyList<UnitEvidence> units)
    {
        var proofs = new SortedDictionary<long, LogProof>();

        foreach (long index in source.Head is null ? [] : units.SelectMany(u => u.Reports).Select(r => r.LogIndex).Where(i => i >= 0))
        {
            if (source.Prove(index) is LogProof proof)
            {
                proofs[index] = proof;
            }
        }

        return proofs;
    }

    private static DeclarationResult Refuse(DeclarationRefusal refusal, Text detail) => new() { Refusal = refusal, Detail = detail };
}
