namespace NanoAgent.Collector.Storage;

/// <summary>The first released schema. Never edited; a change is a further step of <see cref="Migrations"/>.</summary>
/// <remarks>Times are Unix seconds. What changes with every report stands in narrow rows of its own, so that a million units stay cheap.</remarks>
internal static class Schema1
{
    public static readonly string[] Statements =
    [
        // One row; whoever writes to the log locks it. "generation" grows whenever something that readers cache has changed.
        "CREATE TABLE log_state (id {int} PRIMARY KEY, size {int} NOT NULL, generation {int} NOT NULL)",
        "INSERT INTO log_state (id, size, generation) VALUES (1, 0, 0)",
        "CREATE TABLE log_entries (idx {int} PRIMARY KEY, kind {int} NOT NULL, entry {bytes} NOT NULL, root {bytes} NOT NULL)",
        "CREATE TABLE log_nodes (level {int} NOT NULL, idx {int} NOT NULL, hash {bytes} NOT NULL, PRIMARY KEY (level, idx)) {clustered}",
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",

        "CREATE TABLE enrolment_tokens (hash {bytes} PRIMARY KEY, model TEXT NOT NULL, made_at {int} NOT NULL, made_by TEXT NOT NULL, expires_at {int} NOT NULL, used_by TEXT)",
        "CREATE TABLE units (id {id}, ueid TEXT NOT NULL UNIQUE, model TEXT NOT NULL, is_virtual {int} NOT NULL, enrolled_at {int} NOT NULL, enrolment TEXT NOT NULL, answer TEXT NOT NULL)",
        "CREATE INDEX units_by_model ON units (model, ueid)",
        "CREATE TABLE unit_keys (kid TEXT PRIMARY KEY, unit_id {int} NOT NULL REFERENCES units (id), point {bytes} NOT NULL, since {int} NOT NULL, until_at {int})",
        "CREATE INDEX unit_keys_by_unit ON unit_keys (unit_id)",
        """
        CREATE TABLE unit_states (unit_id {int} PRIMARY KEY REFERENCES units (id), version {int} NOT NULL, state {int} NOT NULL, state_at {int} NOT NULL, state_by TEXT NOT NULL, state_why TEXT NOT NULL,
            last_seen {int} NOT NULL, live_at {int} NOT NULL, live_index {int} NOT NULL, last_index {int} NOT NULL, reports {int} NOT NULL,
            boots {int} NOT NULL, report_number {int} NOT NULL, events {int} NOT NULL, observation {int} NOT NULL,
            failing {int} NOT NULL, ear_status {int} NOT NULL, firmware TEXT NOT NULL, digest {bytes} NOT NULL)
        """,
        "CREATE TABLE unit_firmware (unit_id {int} NOT NULL, firmware TEXT NOT NULL, since_index {int} NOT NULL, PRIMARY KEY (unit_id, firmware)) {clustered}",
        "CREATE TABLE state_changes (id {id}, unit_id {int} NOT NULL, at {int} NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL, was {int} NOT NULL, became {int} NOT NULL)",
        "CREATE INDEX state_changes_by_unit ON state_changes (unit_id, id)",

        """
        CREATE TABLE reports (idx {int} PRIMARY KEY, unit_id {int} NOT NULL, received_at {int} NOT NULL, observation {int} NOT NULL, number {int} NOT NULL, live {int} NOT NULL, counted {int} NOT NULL,
            firmware TEXT NOT NULL, receipt {bytes} NOT NULL, ear TEXT NOT NULL, next_nonce TEXT NOT NULL)
        """,
        "CREATE INDEX reports_by_unit ON reports (unit_id, received_at)",
        "CREATE UNIQUE INDEX reports_by_receipt ON reports (receipt)",
        "CREATE TABLE used_nonces (bucket {int} NOT NULL, chance {bytes} NOT NULL, PRIMARY KEY (bucket, chance)) {clustered}",
        "CREATE TABLE findings (unit_id {int} NOT NULL, check_id TEXT NOT NULL, outcome {int} NOT NULL, basis {int} NOT NULL, reason TEXT NOT NULL, since_at {int} NOT NULL, since_index {int} NOT NULL, PRIMARY KEY (unit_id, check_id)) {clustered}",
        "CREATE INDEX findings_by_outcome ON findings (check_id, outcome, unit_id)",
        "CREATE TABLE finding_changes (id {id}, unit_id {int} NOT NULL, check_id TEXT NOT NULL, at {int} NOT NULL, idx {int} NOT NULL, outcome {int} NOT NULL, basis {int} NOT NULL, reason TEXT NOT NULL)",
        "CREATE INDEX finding_changes_by_unit ON finding_changes (unit_id, id)",
        """
        CREATE TABLE failures (id {id}, unit_id {int} NOT NULL, check_id TEXT NOT NULL, reason TEXT NOT NULL, firmware TEXT NOT NULL, at {int} NOT NULL, idx {int} NOT NULL, observation {int} NOT NULL,
            through {int} NOT NULL, acknowledged_by TEXT, acknowledged_at {int}, note TEXT, act_index {int})
        """,
        "CREATE INDEX failures_by_unit ON failures (unit_id, check_id)",
        "CREATE INDEX failures_open ON failures (unit_id) WHERE acknowledged_at IS NULL",

        "CREATE TABLE tags (model TEXT NOT NULL, batch TEXT NOT NULL, name TEXT NOT NULL, tag {bytes} NOT NULL, unit_id {int} NOT NULL, expires_at {int} NOT NULL, PRIMARY KEY (model, batch, name, tag, unit_id)) {clustered}",
        "CREATE INDEX tags_by_unit ON tags (unit_id)",
        "CREATE TABLE reference_values (model TEXT NOT NULL, firmware TEXT NOT NULL, product TEXT NOT NULL, content TEXT NOT NULL, imported_at {int} NOT NULL, imported_by TEXT NOT NULL, PRIMARY KEY (model, firmware))",
        "CREATE TABLE operators (name TEXT PRIMARY KEY, role {int} NOT NULL, secret_hash {bytes} NOT NULL UNIQUE, made_at {int} NOT NULL)",
        "CREATE TABLE audit (id {id}, at {int} NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL, target TEXT NOT NULL, detail TEXT NOT NULL)",
        "CREATE TABLE forks (id {id}, at {int} NOT NULL, unit_id {int} NOT NULL, size {int} NOT NULL, root {bytes} NOT NULL)",
    ];
}
