using System.Globalization;
using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>An explanation as lines for a terminal, from the row down.</summary>
public static class ExplanationText
{
    /// <summary>The lines.</summary>
    public static IEnumerable<string> Lines(RowExplanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        DeclarationRow row = explanation.Row;
        yield return $"{row.Criterion.Id} {row.Criterion.Title.En}: {ChecklistWriter.NameOf(row.State)}";

        foreach (OpenItem item in row.Open)
        {
            yield return $"  open: {PackTexts.Open(item).En}";
        }

        yield return $"  requires: {string.Join(", ", row.Criterion.Requires.Select(RowJudge.NameOf))}, and a named person's confirmation";

        foreach (CheckInput check in row.Checks)
        {
            yield return $"device claims, {check.Check}{(check.Required ? "" : " (supporting)")}: {(check.Answers.Count == 0 ? "not reported" : string.Join(", ", check.Answers.Select(a => $"{a.Key} x {a.Value}")))}";

            foreach (string line in explanation.Traces.Where(t => t.Check == check.Check).SelectMany(Down))
            {
                yield return "  " + line;
            }

            foreach (string line in explanation.Provisioning.Where(t => t.Answer.Check == check.Check).SelectMany(Joined))
            {
                yield return "  " + line;
            }
        }

        foreach (string line in Records(row))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Joined(ProvisioningTrace t)
    {
        ProvisioningContent content = t.Record.Content;
        yield return $"provisioning record, records/{t.Record.File}: {t.Answer.Fuses}; the unit: {t.Answer.Unit ?? "no answer"}; counted as {t.Answer.Counted}{(t.Answer.Contradicts ? " (they contradict: failed, whoever is right)" : "")}";
        yield return $"  signed by {content.By} at {Time(content.At)}, key {t.Record.SignedBy}: the signature holds; whose key it is, ask whoever provisioned the unit";
        yield return content.JoinedBy == ProvisioningJoin.Ueid
            ? $"  joined: it names unit {t.Ueid}, by the signer's word"
            : $"  joined: it names unit {t.Ueid}, found by the endorsement that names the MAC in these fuses (the signer's word; the MAC is not in the record)";
        yield return t.Endorsement is EndorsementTrace e
            ? $"  endorsement: unit {t.Ueid}, serial number {e.Serial}, by {e.Endorser}, key {e.EndorserKey} ({CheckedBy(e.CheckedBy)}); {(e.NamesTheKey ? "it names the key with which the unit signs" : "it names another key than the unit signs with")}"
            : "  endorsement: none in the pack";
    }

    private static string CheckedBy(EndorserGround ground) => ground switch
    {
        EndorserGround.ExpectedKey => "the signature holds, by the endorser's key that was given",
        EndorserGround.PacksKey => $"the signature holds, by the key in {PackFormat.Endorsers}, which the collector trusts by an act in its log",
        _ => "checked by the collector when it was imported; the pack carries no endorser's key",
    };

    private static IEnumerable<string> Down(ClaimTrace t)
    {
        string at = Time(t.ReceivedAt);
        yield return $"unit {t.Ueid}{(t.Present ? "" : ", an earlier failure")}: {t.Answer}{(t.Facts.Count > 0 ? "; " + string.Join(", ", t.Facts) : "")}";
        yield return $"  signed claims: {t.Claims}; received {at} (the collector's word)";
        yield return $"  token: {t.File}, SHA-256 {t.Sha256}";

        foreach (SignedPlace p in t.Places)
        {
            yield return $"  bytes {p.PayloadOffset} to {p.PayloadOffset + p.Text.Length - 1} of its payload (characters {p.FileOffset} to {p.FileOffset + p.FileLength - 1} of the file): {p.Text}";
        }

        yield return $"  signature: holds, by the unit's key {t.SignedBy}, which lies in {t.KeyProtection}";
        yield return t.LogIndex < 0 ? "  log: none" : $"  log: leaf {t.LogIndex}, hash {t.LeafHash}, {Plural.Of(t.ProofHashes, "hash leads", "hashes lead")} to the root of {Plural.Of(t.TreeSize, "leaf", "leaves")} in head.jwt";
    }

    private static IEnumerable<string> Records(DeclarationRow row)
    {
        foreach (CollectorInput c in row.CollectorChecks)
        {
            yield return $"collector check, {c.Check}: {(c.Result is null ? "none made" : $"{RowJudge.NameOf(c.Result.Answer)}; {c.Result.Note} (the collector's word)")}";
        }

        foreach (TestInput t in row.Tests)
        {
            yield return $"test record, records/{t.File}: {PackTexts.Test(t.Content.Outcome).En}; {t.Content.Summary}; signed by {t.Tester}{WhyNot(t.WhyNot)}";
        }

        foreach (DocumentInput d in row.Documents)
        {
            yield return $"vendor document, documents/{d.Document.File}: {d.Document.Title}, {d.Document.Date} (the vendor's word){WhyNot(d.WhyNot)}";
        }

        yield return row.Confirmation is ConfirmationRecord c2 ? $"confirmed by {c2.By} on {c2.Date} (their word)" : "confirmed by nobody yet";
    }

    private static string Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string WhyNot(string? code) => code is null ? "" : $"; does not count: {PackTexts.WhyNot(code).En}";
}
