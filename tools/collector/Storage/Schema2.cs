namespace NanoAgent.Collector.Storage;

/// <summary>Operators' accounts, and the keys that wrap their cookies. The table that the first schema had for them was never used.</summary>
/// <remarks>A secret, a session and a token are kept as SHA-256 of 32 random bytes, a password as its slow hash.</remarks>
internal static class Schema2
{
    public static readonly string[] Statements =
    [
        "DROP TABLE operators",
        "CREATE TABLE operators (name TEXT PRIMARY KEY, roles TEXT NOT NULL, password TEXT, made_at {int} NOT NULL, made_by TEXT NOT NULL)",
        "CREATE TABLE operator_secrets (hash {bytes} PRIMARY KEY, name TEXT NOT NULL, made_at {int} NOT NULL, expires_at {int} NOT NULL)",
        "CREATE TABLE operator_sessions (hash {bytes} PRIMARY KEY, name TEXT NOT NULL, made_at {int} NOT NULL, expires_at {int} NOT NULL)",
        "CREATE INDEX operator_sessions_by_name ON operator_sessions (name)",
        "CREATE TABLE operator_tokens (hash {bytes} PRIMARY KEY, name TEXT NOT NULL, label TEXT NOT NULL, made_at {int} NOT NULL, expires_at {int} NOT NULL)",
        "CREATE TABLE web_keys (name TEXT PRIMARY KEY, content TEXT NOT NULL)",
        "CREATE INDEX operator_tokens_by_name ON operator_tokens (name)",
    ];
}
