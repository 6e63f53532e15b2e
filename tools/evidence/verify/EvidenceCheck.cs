using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Attestation.Verify.Log;

namespace NanoAgent.Evidence;

/// <summary>Checks what units and collector signed inside a pack whose bytes are those of its manifest, and judges the rows again.</summary>
internal sealed class EvidenceCheck(PackFolder pack, IReadOnlyList<CollectorKey> keys, IReadOnlyList<Endorser>? endorsers, List<PackProblem> problems, Es256Verifier signatures)
{
    private readonly EndorsementCheck _endorsements = new(endorsers, problems, signatures);
    private int _tokens;
    private int _ears;
    private int _proofs;

    /// <summary>Checks everything and completes the report.</summary>
    public PackReport Complete(PackReport report)
    {
        if (PackEvidence.TryRead(pack, problems) is not PackEvidence evidence)
        {
            return report;
        }

        DeclarationFile d = evidence.Declaration;
        Attestation.Verify.Log.TreeHead? head = CheckHead(evidence);

        foreach (UnitEvidence unit in evidence.AllUnits)
        {
            CheckUnit(unit, evidence, head);
        }

        CheckActs(evidence);
        CheckEarlier(evidence);
        RecordStore records = RecordStore.Load(pack.PathOf("records"), pack.PathOf("documents"));
        problems.AddRange(records.Problems.Select(p => new PackProblem($"records/{p.File}", PackFault.BadRecord, RecordTexts.Of(p.Fault).En)));
        report = report with
        {
            Product = d.Product,
            Firmware = d.Firmware,
            Scheme = d.Scheme,
            Made = d.Now,
            Head = evidence.Head,
            Demonstration = d.Demonstration,
            Units = evidence.AllUnits.Count,
            Tokens = _tokens,
            Ears = _ears,
            Proofs = _proofs,
            Endorsements = _endorsements.Checked,
            EndorsementsUnchecked = _endorsements.Unchecked,
            EndorsersExpected = endorsers is not null,
            Documents = records.Records.Select(r => r.Record).OfType<DocumentRecord>().Count(x => records.FindDocument(x) is not null),
        };
        return problems.Count > 0 ? report : new Recount(pack, problems).Complete(report, evidence, records);
    }

    private Attestation.Verify.Log.TreeHead? CheckHead(PackEvidence evidence)
    {
        if (evidence.Head is not TreeHead head)
        {
            if (evidence.AllUnits.SelectMany(u => u.Reports).Any(r => r.LogIndex >= 0))
            {
                problems.Add(new PackProblem(PackFormat.Declaration, PackFault.BadHead, "reports have places in a log, and its head is not named"));
            }

            return null;
        }

        string file = pack.Read(PackFormat.Head) is byte[] bytes ? Encoding.Latin1.GetString(bytes) : "";

        if (file == head.Jws && HasSigned(head, evidence.CollectorId) && Base64Url.TryDecode(head.Root, out byte[] root) && root.Length == TreeHash.Bytes)
        {
            return new Attestation.Verify.Log.TreeHead(head.Size, root);
        }

        problems.Add(new PackProblem(PackFormat.Head, PackFault.BadHead, ""));
        return null;
    }

    private void CheckUnit(UnitEvidence unit, PackEvidence evidence, Attestation.Verify.Log.TreeHead? head)
    {
        if (!UnitReading.TryRead(unit, evidence.CollectorId, evidence.Declaration.Firmware, signatures, out _, out UnitProblem? problem))
        {
            string file = problem!.Report is ReportEvidence bad ? PackPaths.Token(bad) : PackFormat.Units;
            problems.Add(new PackProblem(file, PackFault.BadUnit, $"unit {unit.Ueid}: {RefusalTexts.Of(problem).En}"));
            return;
        }

        _endorsements.Check(unit, evidence.Endorsers is not null);

        foreach (ReportEvidence report in unit.Reports)
        {
            _tokens++;
            CheckEar(report);
            CheckProof(report, evidence, head);
        }
    }

    private void CheckEar(ReportEvidence report)
    {
        if (report.Ear is null)
        {
            return;
        }

        _ears++;
        string receipt = Base64Url.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(report.Token)));

        if (SignedJson.TryVerify(report.Ear, Attestation.Verify.Appraisal.Ear.Type, keys, KeyRole.Ear, signatures) is not JsonElement ear
            || Json.Object(ear, "submods") is not JsonElement submods
            || !submods.EnumerateObject().Any(s => Json.Text(s.Value, "na_receipt") == receipt))
        {
            problems.Add(new PackProblem(PackPaths.Ear(report)!, PackFault.BadEar, "not by an expected key, or about another token"));
        }
    }

    private void CheckProof(ReportEvidence report, PackEvidence evidence, Attestation.Verify.Log.TreeHead? head)
    {
        if (head is null)
        {
            return;
        }

        LogProof? proof = evidence.Prove(report.LogIndex);
        byte[][] path = [.. (proof?.Path ?? []).Select(p => Base64Url.TryDecode(p, out byte[] hash) ? hash : [])];

        if (proof is not null && proof.Index == report.LogIndex && proof.Size == head.Size
            && TreeVerifier.IsIncluded(TreeHash.Leaf(Encoding.ASCII.GetBytes(report.Token)), report.LogIndex, path, head))
        {
            _proofs++;
        }
        else
        {
            problems.Add(new PackProblem(PackPaths.Proof(report), PackFault.NotInLog, "the token is not proven to be in the log"));
        }
    }

    private void CheckEarlier(PackEvidence evidence)
    {
        if (evidence.Earlier is not { Head: TreeHead before } earlier)
        {
            return;
        }

        bool holds = HasSigned(before, evidence.CollectorId) && earlier.IsContinuedBy(evidence.Head);

        if (!holds)
        {
            problems.Add(new PackProblem(PackFormat.Earlier, PackFault.BadHead, "the log is not proven to have grown from the earlier pack's head"));
        }
    }

    private bool HasSigned(TreeHead head, string collector) =>
        SignedJson.TryVerify(head.Jws, PackFormat.HeadType, keys, KeyRole.Log, signatures) is JsonElement claims
        && Json.Text(claims, "iss") == collector && Json.Integer(claims, "size") == head.Size && Json.Text(claims, "root") == head.Root;

    private void CheckActs(PackEvidence evidence)
    {
        foreach (UnitEvidence unit in evidence.AllUnits)
        {
            foreach (Acknowledgement said in unit.Acknowledgements.Where(a => a.Act is not null))
            {
                if (SignedJson.TryVerify(said.Act, PackFormat.ActType, keys, KeyRole.Log, signatures) is not JsonElement act)
                {
                    problems.Add(new PackProblem(PackFormat.Units, PackFault.BadAct, $"unit {unit.Ueid}: an act of the collector is not by an expected log key"));
                }
                else if (!IsThatOf(act, said, unit.Ueid, evidence.CollectorId))
                {
                    problems.Add(new PackProblem(PackFormat.Units, PackFault.BadAct, $"unit {unit.Ueid}: the acknowledgement of {said.Check} is not what the act says"));
                }
            }
        }
    }

    private static bool IsThatOf(JsonElement act, Acknowledgement said, string ueid, string collector) =>
        Json.Text(act, "iss") == collector && Json.Text(act, "act") == "acknowledge" && Json.Text(act, "ueid") == ueid
        && Json.Text(act, "what") == said.Check && Json.Text(act, "who") == said.Who && Json.Text(act, "why") == said.Note;
}
