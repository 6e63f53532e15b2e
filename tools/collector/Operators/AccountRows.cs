using System.Data.Common;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Operators;

/// <summary>Operators in the database.</summary>
internal static class AccountRows
{
    private const string Select = "SELECT operators.name, roles, CASE WHEN password IS NULL THEN 0 ELSE 1 END, operators.made_at, made_by FROM operators";

    public static List<Account> All(StoreSession session) => session.Query(Select + " ORDER BY operators.name", Read);

    public static Account? Find(StoreSession session, string name) => session.Single(Select + " WHERE operators.name = @name", Read, name);

    public static string? PasswordHash(StoreSession session, string name) => session.Scalar<string>("SELECT password FROM operators WHERE name = @name", name);

    public static Account? BySession(StoreSession session, byte[] hash, long now) =>
        session.Single(Select + " JOIN operator_sessions ON operator_sessions.name = operators.name WHERE hash = @hash AND expires_at > @now", Read, hash, now);

    public static Account? ByToken(StoreSession session, byte[] hash, long now) =>
        session.Single(Select + " JOIN operator_tokens ON operator_tokens.name = operators.name WHERE hash = @hash AND expires_at > @now", Read, hash, now);

    public static void Insert(StoreSession session, string name, IEnumerable<Role> roles, long at, string by) =>
        session.Execute("INSERT INTO operators (name, roles, made_at, made_by) VALUES (@name, @roles, @at, @by)", name, Roles.Format(roles), at, by);

    /// <summary>Ends what an operator holds: sessions and unused secrets; bearer tokens stay until they are revoked.</summary>
    public static void EndSessions(StoreSession session, string name)
    {
        session.Execute("DELETE FROM operator_sessions WHERE name = @name", name);
        session.Execute("DELETE FROM operator_secrets WHERE name = @name", name);
    }

    private static Account Read(DbDataReader row)
    {
        Roles.TryParse(row.GetString(1), out IReadOnlyList<Role> roles);
        return new Account(row.GetString(0), roles, Convert.ToInt64(row.GetValue(2), System.Globalization.CultureInfo.InvariantCulture) == 1, row.GetInt64(3), row.GetString(4));
    }
}
