using Npgsql;

namespace NanoAgent.Collector.Storage.Postgres;

/// <summary>Where a PostgreSQL database is: <c>postgres://user:password@host:port/database?sslmode=…</c>, or <c>Host=…;Database=…</c>.</summary>
/// <remarks>A password need not stand in it: Npgsql also takes PGPASSWORD and a password file.</remarks>
public static class PostgresAddress
{
    /// <summary>Does the text look like one, rather than like a folder? Says nothing about whether it is right.</summary>
    public static bool Is(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsUri(text) || text.Contains('=', StringComparison.Ordinal);
    }

    /// <summary>Reads an address that came from outside.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="builder">The connection's settings, or null.</param>
    /// <param name="problem">What is wrong, in one clause without the password, or null.</param>
    public static bool TryRead(string text, out NpgsqlConnectionStringBuilder? builder, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        builder = null;

        try
        {
            NpgsqlConnectionStringBuilder read = IsUri(text) ? OfUri(text) : new NpgsqlConnectionStringBuilder(text);
            problem = string.IsNullOrEmpty(read.Host) ? "the address of PostgreSQL names no host" : null;
            builder = problem is null ? read : null;
            return problem is null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException or InvalidCastException)
        {
            problem = "no address of PostgreSQL: write postgres://user@host/database or Host=…;Username=…;Database=…";
            return false;
        }
    }

    private static bool IsUri(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    private static NpgsqlConnectionStringBuilder OfUri(string text)
    {
        var uri = new Uri(text, UriKind.Absolute);
        var builder = new NpgsqlConnectionStringBuilder { Host = uri.Host };
        string[] user = uri.UserInfo.Split(':', 2);

        if (uri.Port > 0)
        {
            builder.Port = uri.Port;
        }

        if (user[0].Length > 0)
        {
            builder.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length == 2)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        if (uri.AbsolutePath.Length > 1)
        {
            builder.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        }

        foreach (string setting in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = setting.Split('=', 2);
            builder[Uri.UnescapeDataString(pair[0])] = Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "");
        }

        return builder;
    }
}
