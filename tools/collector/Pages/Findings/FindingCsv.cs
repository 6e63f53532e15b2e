using System.Globalization;
using System.Text;
using NanoAgent.Attestation.Token;
using NanoAgent.Evidence;

namespace NanoAgent.Collector.Pages.Findings;

/// <summary>Findings as comma-separated values (RFC 4180), page by page, so that memory does not grow with the fleet.</summary>
internal static class FindingCsv
{
    private const int PageSize = 1000;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    /// <summary>Writes all findings of a filter.</summary>
    public static async Task WriteAsync(CollectorServices collector, FindingFilter filter, Stream output, CancellationToken cancel)
    {
        // With its mark, so that a spreadsheet takes it for UTF-8.
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await writer.WriteAsync("ueid,model,firmware,check,outcome,basis,reason,since\r\n");
        FindingPlace? place = FindingPlace.Start;

        while (place is FindingPlace from)
        {
            cancel.ThrowIfCancellationRequested();
            FindingList page = collector.Store.Read(session => new FindingSearch(session, filter, _patience).Read(from, PageSize));

            foreach (FleetFinding finding in page.Findings)
            {
                await writer.WriteAsync(Line(finding).AsMemory(), cancel);
            }

            place = page.Next;
        }
    }

    private static string Line(FleetFinding f) => CsvTable.Line(
    [
        f.Ueid, f.Model, f.Firmware, f.Check, ClaimNames.Of(f.Outcome), ClaimNames.Of(f.Basis), f.Reason,
        DateTimeOffset.FromUnixTimeSeconds(f.Since).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
    ]);
}
