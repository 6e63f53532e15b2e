using System.Data.Common;
using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector.Challenges;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Attestations;

/// <summary>Reports as they stand in the database.</summary>
internal static class StoredReports
{
    /// <summary>The answer that the very same bytes got in an earlier transaction, or null.</summary>
    /// <param name="session">An open session.</param>
    /// <param name="nonce">The token's nonce.</param>
    /// <param name="receipt">SHA-256 of the token.</param>
    public static ReportAnswer? FindAnswer(StoreSession session, Nonce nonce, byte[] receipt)
    {
        long? index = UsedNonces.ReportWith(session, nonce) ?? session.Scalar<object>("SELECT idx FROM earlier_receipts WHERE receipt = @receipt", receipt) as long?;
        Found? found = index is null ? null : session.Single(
            "SELECT idx, observation, next_nonce, ear, firmware, model FROM reports JOIN units ON units.id = reports.unit_id WHERE idx = @idx AND receipt = @receipt",
            row => new Found(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)),
            index, receipt);

        if (found is null)
        {
            return null;
        }

        TreeHead head = new StoredNodes(session).HeadToldWith(found.Index);
        string restrictions = FindReference(session, found.Model, found.Firmware)?.Restrictions ?? "";
        return new ReportAnswer(Base64Url.Encode(receipt), found.Observation, found.NextNonce, found.Ear, head, found.Index, restrictions);
    }

    /// <summary>The reference values of a model and firmware version, or null.</summary>
    public static ReferenceValues? FindReference(StoreSession session, string model, string firmware) =>
        FindReferenceFile(session, model, firmware) is string content ? ReadReference(content) : null;

    /// <summary>The reference values of a model and firmware version as they were imported, or null.</summary>
    public static string? FindReferenceFile(StoreSession session, string model, string firmware) =>
        session.Scalar<string>("SELECT content FROM reference_values WHERE model = @model AND firmware = @firmware", model, firmware);

    /// <summary>
    /// The restrictions of a model whose firmware is not known yet: those of all its versions together. Probes run in the first
    /// cycle, before any report could tell, and too much restricted for one cycle does no harm.
    /// </summary>
    public static string FindRestrictions(StoreSession session, string model)
    {
        List<string> contents = session.Query("SELECT content FROM reference_values WHERE model = @model ORDER BY firmware", row => row.GetString(0), model);
        string text = string.Join(' ', contents.SelectMany(content => ReadReference(content).Restrictions.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct());

        // Too long for the wire: no probe at all is the restriction that holds them all.
        return text.Length <= Profile.MaxRestrictionsLength ? text : "probe=no";
    }

    /// <summary>What imported reference values say.</summary>
    public static ReferenceValues ReadReference(string content) =>
        ReferenceValues.TryReadStored(Encoding.UTF8.GetBytes(content), out ReferenceValues? values, out string? problem)
            ? values!
            : throw new InvalidDataException($"stored reference values: {problem}");

    /// <summary>The newest reports of a unit, at most <paramref name="most"/>, newest first.</summary>
    public static List<StoredReport> Newest(StoreSession session, long unit, int most) => session.Query(NewestQuery, Read, unit, (long)most);

    /// <summary>A unit's newest live report with a firmware version and how many reports it sent with it, live or late, in a stretch of the log.</summary>
    /// <param name="session">An open session.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="firmware">The version.</param>
    /// <param name="from">The first leaf.</param>
    /// <param name="to">The leaf after the last.</param>
    /// <returns>The newest live one's leaf, -1 for none; how many.</returns>
    public static (long NewestLive, long Count) WithFirmware(StoreSession session, long unit, string firmware, long from, long to) =>
        session.Query(WithFirmwareQuery, row => (row.GetInt64(0), row.GetInt64(1)), unit, from, firmware, to)[0];

    /// <summary>Is an observation among a unit's reports?</summary>
    /// <param name="session">An open session.</param>
    /// <param name="last">The leaf of the unit's newest report, -1 for none.</param>
    /// <param name="observation">The observation's number.</param>
    public static bool Holds(StoreSession session, long last, long observation) => session.Scalar<long>(HoldsQuery, last, observation) > 0;

    /// <summary>The report at a leaf, or null when that leaf is none.</summary>
    public static StoredReport? At(StoreSession session, long index) => session.Single(Select + " FROM reports JOIN log_entries ON log_entries.idx = reports.idx WHERE reports.idx = @idx", Read, index);

    private const string Select = "SELECT reports.idx, received_at, observation, number, live, firmware, ear, entry";

    // Along a chain one report is looked up after another. SQLite keeps the order of a CROSS JOIN (https://sqlite.org/optoverview.html#crossjoin); left to choose, it
    // reads every report there is and asks of each whether it is in the chain. A test looks at its plans.
    internal const string NewestQuery =
        """
        WITH RECURSIVE chain (idx, previous, place) AS (
            SELECT idx, previous, 1 FROM reports WHERE idx = (SELECT last_index FROM unit_states WHERE unit_id = @unit)
            UNION ALL SELECT reports.idx, reports.previous, place + 1 FROM chain CROSS JOIN reports WHERE reports.idx = chain.previous AND place < @most)

        """ + Select + " FROM chain CROSS JOIN reports CROSS JOIN log_entries WHERE reports.idx = chain.idx AND log_entries.idx = reports.idx ORDER BY place";

    internal const string WithFirmwareQuery =
        """
        WITH RECURSIVE chain (idx, previous, firmware, live) AS (
            SELECT idx, previous, firmware, live FROM reports WHERE idx = (SELECT last_index FROM unit_states WHERE unit_id = @unit)
            UNION ALL SELECT reports.idx, reports.previous, reports.firmware, reports.live FROM chain CROSS JOIN reports WHERE reports.idx = chain.previous AND reports.idx >= @from)
        SELECT COALESCE(MAX(CASE WHEN live = 1 THEN idx END), -1), COUNT(*) FROM chain WHERE firmware = @firmware AND idx >= @from AND idx < @to
        """;

    internal const string HoldsQuery =
        """
        WITH RECURSIVE chain (previous, observation) AS (
            SELECT previous, observation FROM reports WHERE idx = @last
            UNION ALL SELECT reports.previous, reports.observation FROM chain CROSS JOIN reports WHERE reports.idx = chain.previous AND chain.observation <> @observation)
        SELECT COUNT(*) FROM chain WHERE observation = @observation
        """;

    private sealed record Found(long Index, long Observation, string NextNonce, string Ear, string Firmware, string Model);

    private static StoredReport Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4) == 1, row.GetString(5), row.GetString(6), Encoding.ASCII.GetString((byte[])row.GetValue(7)));
}

/// <summary>One stored report.</summary>
/// <param name="Index">Its leaf in the log.</param>
/// <param name="ReceivedAt">Unix seconds.</param>
/// <param name="Observation">The observation's number.</param>
/// <param name="Number">The report's number.</param>
/// <param name="IsLive">Made under its nonce.</param>
/// <param name="Firmware">The firmware version.</param>
/// <param name="Ear">The attestation result.</param>
/// <param name="Token">The token as received.</param>
internal sealed record StoredReport(long Index, long ReceivedAt, long Observation, long Number, bool IsLive, string Firmware, string Ear, string Token)
{
    /// <summary>The claims of its attestation result, in the result's order; empty when there were no reference values.</summary>
    public IReadOnlyList<(string Claim, int Value)> Appraisal()
    {
        using JsonDocument payload = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(Ear.Split('.')[1]));
        return payload.RootElement.GetProperty("submods").GetProperty(Attestation.Verify.Appraisal.Ear.Submodule).TryGetProperty("ear_trustworthiness_vector", out JsonElement vector)
            ? [.. vector.EnumerateObject().Select(claim => (claim.Name, claim.Value.GetInt32()))]
            : [];
    }
}
