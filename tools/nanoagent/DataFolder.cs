using NanoAgent.Collector;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Tool;

/// <summary>Where a collector's data is.</summary>
/// <param name="Folder">Keys and certificate, and the SQLite file when there is no PostgreSQL.</param>
/// <param name="Postgres">The address of PostgreSQL, or null.</param>
internal sealed record DataLocation(DirectoryInfo Folder, string? Postgres)
{
    /// <summary>Options for a collector there.</summary>
    public CollectorOptions ToOptions() => new() { DataFolder = Folder.FullName, Postgres = Postgres };

    /// <summary>As help texts show it; an address may hold a password.</summary>
    public override string ToString() => Postgres is null ? Folder.ToString() : "PostgreSQL";
}

/// <summary>A collector's data, opened for a command.</summary>
internal static class DataFolder
{
    /// <summary>Opens existing data.</summary>
    /// <exception cref="ToolException">There is no collector's data, or it cannot be opened.</exception>
    public static CollectorServices Open(DataLocation data)
    {
        string folder = data.Folder.FullName;

        // Of a database whose keys are gone the store says what to do.
        if (!File.Exists(data.Postgres is null ? Path.Combine(folder, "collector.db") : Path.Combine(folder, "keys", "nonce.key")))
        {
            throw ToolException.WrongUse($"no collector's data in {folder}", "`nanoagent serve --db DIR` makes it; with PostgreSQL, --data names the folder of the keys");
        }

        return OpenOrMake(data);
    }

    /// <summary>Opens data, and makes what is missing.</summary>
    public static CollectorServices OpenOrMake(DataLocation data)
    {
        try
        {
            return new CollectorServices(data.ToOptions());
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreRefusedException)
        {
            throw ToolException.Environment(e.Message.ReplaceLineEndings(" "));
        }
    }
}
