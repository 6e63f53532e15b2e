using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>On what a sentence of a verifier's report rests.</summary>
public enum PackGround
{
    /// <summary>What was looked at.</summary>
    Checked,

    /// <summary>It holds, whatever anyone says: signatures and hashes prove it, given the keys.</summary>
    Holds,

    /// <summary>It rests on the collector's word.</summary>
    CollectorsWord,

    /// <summary>It rests on the vendor's word.</summary>
    VendorsWord,

    /// <summary>Nobody knows yet.</summary>
    Unknown,

    /// <summary>Whether the signer was authenticated.</summary>
    Signer,
}

/// <summary>One sentence of a verifier's report.</summary>
/// <param name="Ground">On what it rests.</param>
/// <param name="Text">The sentence, lower case, no full stop.</param>
public sealed record PackStatement(PackGround Ground, string Text);

/// <summary>Says of a pack in which nothing was wrong what that means, for a reader who trusts nobody.</summary>
internal static class PackStatements
{
    /// <summary>The sentences.</summary>
    /// <param name="report">What was counted.</param>
    /// <param name="judged">The declaration, judged again.</param>
    /// <param name="testers">The testers' keys that were expected.</param>
    /// <param name="authenticated">Expected keys were given.</param>
    public static IReadOnlyList<PackStatement> Of(PackReport report, DeclarationResult judged, IReadOnlyList<CollectorKey> testers, bool authenticated) =>
    [
        .. Checked(report), .. Holds(report, judged), .. CollectorsWord(judged), .. Endorsers(report, judged), .. VendorsWord(report, judged, testers), .. Unknown(judged),
        authenticated
            ? new PackStatement(PackGround.Signer, $"authenticated: the manifest is signed by the expected key {report.Signer}")
            : new PackStatement(PackGround.Signer, $"not authenticated: nobody vouched for the key {report.Signer}; anyone may have made this pack"),
    ];

    private static IEnumerable<PackStatement> Checked(PackReport r)
    {
        yield return new(PackGround.Checked, $"{Plural.Of(r.Files, "file")} against the signed manifest, {Plural.Of(r.Units, "unit's key and enrolment", "units' keys and enrolments")}, {Plural.Of(r.Tokens, "token")}, {Plural.Of(r.Ears, "attestation result")}, {Plural.Of(r.Proofs, "log proof")}, {(r.Endorsements > 0 ? Plural.Of(r.Endorsements, "endorsement") + ", " : "")}{Plural.Of(r.Documents, "document")}");
    }

    private static IEnumerable<PackStatement> Holds(PackReport r, DeclarationResult judged)
    {
        yield return new(PackGround.Holds, "every file is as it was signed, and none is missing or added");
        yield return new(PackGround.Holds, "every token is signed by the key of the unit that it names, and that unit proved possession of the key when it enrolled");

        if (judged.Head is not null && r.Tokens > 0)
        {
            yield return new(PackGround.Holds, $"every token is in the collector's log of {Plural.Of(judged.Head.Size, "entry", "entries")}");
        }

        if (judged.Earlier is { Head: TreeHead before })
        {
            yield return new(PackGround.Holds, $"that log only grew since the earlier pack's {Plural.Of(before.Size, "entry", "entries")} (compare {before.Root} with the earlier pack that you hold)");
        }

        yield return new(PackGround.Holds, r.WrittenBy is null
            ? "every row's state and every count of answers on the pages follows from the tokens and records here"
            : $"every row's state follows from the tokens and records here; what the pages say was not compared word for word, since {r.WrittenBy} wrote them");
    }

    private static IEnumerable<PackStatement> CollectorsWord(DeclarationResult judged)
    {
        yield return new(PackGround.CollectorsWord, "that reports were fresh, when they came and how many there were, where each unit stands, which versions others run, and that no unit and no later report was left out");

        if (judged.Head is null)
        {
            yield return new(PackGround.CollectorsWord, "that the reports were kept as they came: no log proves it here");
        }

        foreach (IGrouping<(string Check, string Who), UnitEvidence> group in judged.Units.SelectMany(u => u.Acknowledgements.Select(a => (Unit: u, Act: a))).GroupBy(x => (x.Act.Check, x.Act.Who), x => x.Unit))
        {
            yield return new(PackGround.CollectorsWord, $"that earlier failures of {group.Key.Check} on {Plural.Of(group.Distinct().Count(), "unit")} are understood, which {group.Key.Who} acknowledged");
        }

        if (judged.Sample is not null)
        {
            yield return new(PackGround.CollectorsWord, $"the numbers over the {Plural.Of(judged.Fleet.Units - judged.Units.Count, "unit")} whose evidence is not here, and how the {Plural.Of(judged.Units.Count, "unit")} that are here were chosen");
        }

        foreach (CollectorCheck check in judged.CollectorChecks)
        {
            yield return new(PackGround.CollectorsWord, $"{check.Id}: {RowJudge.NameOf(check.Answer)}; {check.Note}");
        }
    }

    private static IEnumerable<PackStatement> Endorsers(PackReport r, DeclarationResult judged)
    {
        if (r.EndorsementsUnchecked > 0)
        {
            yield return new(PackGround.CollectorsWord, $"{Plural.Of(r.EndorsementsUnchecked, "unit's endorsement", "units' endorsements")}, which the collector checked when it took them: the pack carries no endorser's key, so give one with --endorser");
        }

        if (r.Endorsements > 0 && r.EndorsersExpected)
        {
            yield return new(PackGround.Holds, $"{Plural.Of(r.Endorsements, "unit's endorsement is", "units' endorsements are")} signed by the expected endorsers, and each names its unit's key");
            yield break;
        }

        foreach (IGrouping<string, Endorser> endorser in judged.Units.Select(u => u.Endorser).OfType<Endorser>().GroupBy(e => e.Key.Thumbprint()).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            yield return new(PackGround.CollectorsWord, $"whose key {endorser.Key} is, which signed the endorsements of {Plural.Of(endorser.Count(), "unit")}: the collector trusts it as {endorser.First().Name} (an act in its log); ask the endorser, and give the key with --endorser");
        }
    }

    private static IEnumerable<PackStatement> VendorsWord(PackReport r, DeclarationResult judged, IReadOnlyList<CollectorKey> testers)
    {
        int confirmed = judged.Rows.Count(row => row.Confirmation is not null);
        int aside = judged.Rows.Count(row => row.State == CriterionState.NotApplicable);
        yield return new(PackGround.VendorsWord, $"what {Plural.Of(r.Documents, "document says", "documents say")}, {Plural.Of(confirmed, "confirmation")} and {Plural.Of(aside, "mark")} \"not applicable\" by named persons, and whose units these are: {judged.Options.UnitsOf ?? "not stated"}");

        foreach (string tester in judged.Rows.SelectMany(row => row.Tests).Select(t => t.Tester).Distinct().Order(StringComparer.Ordinal))
        {
            yield return KeyRing.Find(testers, KeyRole.Tester, tester) is null
                ? new(PackGround.VendorsWord, $"whose key {tester} is, which signed test records; ask the tester")
                : new(PackGround.Holds, $"test records by {tester} are signed by the expected tester");
        }

        foreach (string key in judged.Records.Records.Select(x => x.Record).OfType<ProvisioningRecord>()
            .Select(x => ProvisioningContent.TryRead(x, out _, out string? k) ? k : null).OfType<string>().Distinct().Order(StringComparer.Ordinal))
        {
            yield return new(PackGround.VendorsWord, $"whose key {key} is, which signed provisioning records; ask who provisioned the units");
        }
    }

    private static IEnumerable<PackStatement> Unknown(DeclarationResult judged) =>
        judged.Rows.Where(r => r.State == CriterionState.Unknown)
            .Select(r => new PackStatement(PackGround.Unknown, $"{r.Criterion.Id}: {string.Join("; ", r.Open.Select(o => PackTexts.Open(o).En))}"));
}
