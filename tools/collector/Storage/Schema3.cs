namespace NanoAgent.Collector.Storage;

/// <summary>Endorsers and their endorsements, and what a replaced device key needs.</summary>
internal static class Schema3
{
    public static readonly string[] Statements =
    [
        "CREATE TABLE endorsers (kid TEXT PRIMARY KEY, name TEXT NOT NULL, point {bytes} NOT NULL, added_at {int} NOT NULL, added_by TEXT NOT NULL)",
        """
        CREATE TABLE endorsements (ueid TEXT NOT NULL, endorser TEXT NOT NULL, jkt TEXT NOT NULL, efuse_mac TEXT NOT NULL, model TEXT NOT NULL, serial TEXT NOT NULL, issued_at {int} NOT NULL,
            jws TEXT NOT NULL, imported_at {int} NOT NULL, imported_by TEXT NOT NULL, PRIMARY KEY (ueid, endorser))
        """,
        "CREATE INDEX endorsements_by_mac ON endorsements (efuse_mac)",
        "CREATE INDEX endorsements_by_serial ON endorsements (model, serial)",

        // A token that authorises another key for a known unit names it.
        "ALTER TABLE enrolment_tokens ADD COLUMN ueid TEXT",

        // The log's size when the key was enrolled: what an earlier key signed stands before it.
        "ALTER TABLE unit_keys ADD COLUMN since_index {int} NOT NULL DEFAULT 0",
    ];
}
