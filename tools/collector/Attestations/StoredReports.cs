using System.Data.Common;
using System.Text;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Attestations;

/// <summary>Reports as they stand in the database.</summary>
internal static class StoredReports
{
    /// <summary>The answer that a report with that receipt got, or null.</summary>
    /// <param name="session">An open session.</param>
    /// <param name="receipt">SHA-256 of the token.</param>
    /// <param name="headAt">The log's head at a size, as the caller sees the log.</param>
    public static ReportAnswer? FindAnswer(StoreSession session, byte[] receipt, Func<long, TreeHead?> headAt)
    {
        ReportAnswer? found = session.Single(
            "SELECT idx, observation, next_nonce, ear FROM reports WHERE receipt = @receipt",
            row => new ReportAnswer(Base64Url.Encode(receipt), row.GetInt64(1), row.GetString(2), row.GetString(3), TreeHead.Empty, row.GetInt64(0)),
            receipt);
        return found is null ? null : found with { Head = headAt(found.Index + 1) ?? throw new KeyNotFoundException($"the log lacks entry {found.Index}") };
    }

    /// <summary>The reference values of a model and firmware version, or null.</summary>
    public static ReferenceValues? FindReference(StoreSession session, string model, string firmware)
    {
        string? content = session.Scalar<string>("SELECT content FROM reference_values WHERE model = @model AND firmware = @firmware", model, firmware);

        if (content is null)
        {
            return null;
        }

        return ReferenceValues.TryRead(Encoding.UTF8.GetBytes(content), out ReferenceValues? values, out string? problem)
            ? values
            : throw new InvalidDataException($"stored reference values of {model} {firmware}: {problem}");
    }

    /// <summary>The newest reports of a unit, at most <paramref name="most"/>, newest first.</summary>
    public static List<StoredReport> Newest(StoreSession session, long unit, int most) =>
        session.Query(Select + " WHERE unit_id = @unit ORDER BY reports.idx DESC LIMIT @most", Read, unit, (long)most);

    /// <summary>The report at a leaf, or null when that leaf is none.</summary>
    public static StoredReport? At(StoreSession session, long index) => session.Single(Select + " WHERE reports.idx = @idx", Read, index);

    private const string Select = "SELECT reports.idx, received_at, observation, number, live, firmware, ear, entry FROM reports JOIN log_entries ON log_entries.idx = reports.idx";

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
internal sealed record StoredReport(long Index, long ReceivedAt, long Observation, long Number, bool IsLive, string Firmware, string Ear, string Token);
