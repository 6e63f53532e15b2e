using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Pages.Enrolments;

/// <summary>A one-time token that nobody used yet. The token itself is not kept, only its hash.</summary>
public sealed record OpenToken(string Model, long MadeAt, string MadeBy, long ExpiresAt)
{
    private const long Most = 50;

    /// <summary>The tokens that are still good, the newest first.</summary>
    public static List<OpenToken> Read(StoreSession session, long now) => session.Query(
        "SELECT model, made_at, made_by, expires_at FROM enrolment_tokens WHERE used_by IS NULL AND expires_at > @now ORDER BY made_at DESC LIMIT @most",
        row => new OpenToken(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetInt64(3)),
        now, Most);
}
