using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector.Challenges;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Attestations;

/// <summary>Keeps a group of accepted reports in one transaction: nonces, log, reports, findings, failures and the units' standings.</summary>
/// <remarks>Runs on the writer's thread. A result of null says that what the report was appraised with has changed: appraise it anew.</remarks>
internal sealed class ReportBatch : IBatchWork<AcceptedReport, ReportResult?>
{
    private const int ReportsBetweenPurges = 1024;

    // Some 900 bytes each: 30 MB at most.
    private readonly BoundedCache<string, Unit> _units = new(16_384);
    private long _generation = -1;
    private long _forgotten;

    /// <inheritdoc/>
    public IReadOnlyList<ReportResult?> Run(StoreSession session, TransparencyLog log, IReadOnlyList<AcceptedReport> reports)
    {
        var results = new ReportResult?[reports.Count];
        var twins = new Dictionary<string, int>(reports.Count, StringComparer.Ordinal);
        List<int> current = [.. Enumerable.Range(0, reports.Count).Where(i => reports[i].Generation == log.Generation && twins.TryAdd(reports[i].ReceiptText, i))];
        TakeUp(session, log, current.ConvertAll(i => reports[i].KeyId));
        List<int> fresh = TakeNonces(session, log, reports, current, results);

        if (fresh.Count > 0)
        {
            long first = Keep(session, log, fresh.ConvertAll(i => reports[i]));
            TreeHead head = log.Head();

            for (int place = 0; place < fresh.Count; place++)
            {
                results[fresh[place]] = new ReportResult(Refusal.None, null, AnswerTo(reports[fresh[place]], head, first + place));
            }
        }

        // The same bytes more than once in one group are one report.
        for (int i = 0; i < results.Length; i++)
        {
            results[i] ??= twins.TryGetValue(reports[i].ReceiptText, out int first) ? results[first] : null;
        }

        return results;
    }

    // Their leaves stand in a row: their nonces name them already.
    private long Keep(StoreSession session, TransparencyLog log, List<AcceptedReport> reports)
    {
        long first = log.Size;
        var rows = new ReportRows(session, log);

        foreach (AcceptedReport report in reports)
        {
            Unit unit = _units.Find(report.KeyId)!;
            long index = rows.Add(unit, report, out UnitStanding standing);
            _units.Keep(report.KeyId, unit with { Standing = standing });

            if (index % ReportsBetweenPurges == 0)
            {
                _forgotten = UsedNonces.Forget(session, report.ForgetBefore, _forgotten);
            }
        }

        rows.Flush();
        return first;
    }

    private static ReportAnswer AnswerTo(AcceptedReport report, TreeHead head, long index) =>
        new(report.ReceiptText, report.Claims.ObservationNumber, report.NextNonce, report.Ear, head, index, report.Restrictions);

    // What is remembered of units holds as long as nobody else has written; a unit's row version finds out whoever did so unseen.
    private void TakeUp(StoreSession session, TransparencyLog log, List<string> keyIds)
    {
        if (!log.IsAsLeft || log.Generation != _generation)
        {
            _generation = log.Generation;
            _units.Clear();
        }

        _forgotten = UsedNonces.ForgottenBefore(session);

        object[][] missing = [.. keyIds.Distinct().Where(keyId => _units.Find(keyId) is null).Select(keyId => new object[] { keyId })];

        foreach (Unit unit in UnitRows.ByKeys(session, missing))
        {
            _units.Keep(unit.KeyId, unit);
        }
    }

    private List<int> TakeNonces(StoreSession session, TransparencyLog log, IReadOnlyList<AcceptedReport> reports, List<int> current, ReportResult?[] results)
    {
        var fresh = new List<int>(current.Count);
        var taken = new HashSet<string>(StringComparer.Ordinal);

        foreach (int i in current)
        {
            Refusal refusal = Judge(reports[i], taken);

            if (refusal == Refusal.None)
            {
                fresh.Add(i);
            }
            else
            {
                results[i] = AnswerAgain(session, reports[i], refusal);
            }
        }

        bool[] unused = UsedNonces.TakeForReports(session, fresh.ConvertAll(i => reports[i].Nonce), log.Size);

        for (int i = 0; i < unused.Length; i++)
        {
            if (!unused[i])
            {
                results[fresh[i]] = AnswerAgain(session, reports[fresh[i]], Refusal.UsedNonce);
            }
        }

        return [.. fresh.Where((_, i) => unused[i])];
    }

    private Refusal Judge(AcceptedReport report, HashSet<string> taken)
    {
        Unit? unit = _units.Find(report.KeyId);

        if (unit is null || unit.Standing.State == UnitState.Revoked)
        {
            return unit is null ? Refusal.UnknownUnit : Refusal.RevokedUnit;
        }

        // With a clock that was set back such a nonce looks alive, and whether it was used is not remembered any more.
        if (report.Nonce.Bucket < _forgotten)
        {
            return Refusal.StaleNonce;
        }

        return taken.Add(report.Claims.Nonce) ? Refusal.None : Refusal.UsedNonce;
    }

    // The twin of this very request may have been committed while this one was being verified: then it has its answer.
    private static ReportResult AnswerAgain(StoreSession session, AcceptedReport report, Refusal refusal) =>
        StoredReports.FindAnswer(session, report.Nonce, report.Receipt) is ReportAnswer twin ? new ReportResult(Refusal.None, null, twin) : new ReportResult(refusal, null, null);
}
