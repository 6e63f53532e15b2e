using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Enrolments;

/// <summary>A one-time token that nobody used yet. The token itself is not kept, only its hash.</summary>
/// <param name="Model">The model that may enrol with it.</param>
/// <param name="Ueid">The one unit that may enrol with it, to get another key; null for a new unit.</param>
/// <param name="MadeAt">Unix seconds.</param>
/// <param name="MadeBy">Who asked for it.</param>
/// <param name="ExpiresAt">Unix seconds.</param>
public sealed record OpenToken(string Model, string? Ueid, long MadeAt, string MadeBy, long ExpiresAt)
{
    internal static List<OpenToken> Read(StoreSession session, long now, long most) => session.Query(
        "SELECT model, ueid, made_at, made_by, expires_at FROM enrolment_tokens WHERE used_by IS NULL AND expires_at > @now ORDER BY made_at DESC LIMIT @most",
        row => new OpenToken(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetInt64(2), row.GetString(3), row.GetInt64(4)),
        now, most);
}
