namespace NanoAgent.Collector.Storage;

/// <summary>A report is found again by its nonce, whose row also holds the single use: nonces come in the order of time, receipts in none, and an index that is written all over costs a page a report.</summary>
/// <remarks>From here on <c>log_entries.root</c> is empty where no head was told to anybody.</remarks>
internal static class Schema4
{
    public static readonly string[] Statements =
    [
        "CREATE TABLE report_nonces (bucket {int} NOT NULL, chance {bytes} NOT NULL, idx {int} NOT NULL, PRIMARY KEY (bucket, chance)) {clustered}",

        // What was accepted before has no row there.
        "CREATE TABLE earlier_receipts (receipt {bytes} PRIMARY KEY, idx {int} NOT NULL) {clustered}",
        "INSERT INTO earlier_receipts (receipt, idx) SELECT receipt, idx FROM reports",
        "DROP INDEX reports_by_receipt",
    ];
}
