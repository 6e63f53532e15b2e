namespace NanoAgent.Collector.Storage;

/// <summary>An entry of the log carries the nodes of the tree that it completed, lowest first, 32 bytes each: rows of their own cost two more a report.</summary>
internal static class Schema6
{
    private const int Levels = 63;

    public static readonly string[] Statements =
    [
        "ALTER TABLE log_entries ADD COLUMN nodes {bytes} NOT NULL DEFAULT ''",
        "UPDATE log_entries SET nodes = leaf.hash FROM log_nodes AS leaf WHERE leaf.level = 0 AND leaf.idx = log_entries.idx",
        .. Enumerable.Range(1, Levels - 1).Select(level =>
            $"UPDATE log_entries SET nodes = CAST(log_entries.nodes || node.hash AS {{bytes}}) FROM log_nodes AS node WHERE node.level = {level} AND log_entries.idx = (node.idx + 1) * {1L << level} - 1"),
        "DROP TABLE log_nodes",

        // Tokens of 2 KB do not get smaller by its compression, which took a third of the server's time.
        "{whole rows} log_entries",
    ];
}
