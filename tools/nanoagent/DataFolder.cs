using NanoAgent.Collector;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Tool;

/// <summary>A collector's data folder, opened for a command.</summary>
internal static class DataFolder
{
    /// <summary>Opens an existing folder.</summary>
    /// <exception cref="ToolException">There is no collector's data, or it cannot be opened.</exception>
    public static CollectorServices Open(DirectoryInfo folder)
    {
        if (!File.Exists(Path.Combine(folder.FullName, "collector.db")))
        {
            throw ToolException.WrongUse($"no collector's data in {folder.FullName}", "`nanoagent serve --db DIR` makes it");
        }

        return OpenOrMake(folder);
    }

    /// <summary>Opens a folder, and makes what is missing.</summary>
    public static CollectorServices OpenOrMake(DirectoryInfo folder)
    {
        try
        {
            return new CollectorServices(new CollectorOptions { DataFolder = folder.FullName });
        }
        catch (StoreUnavailableException e)
        {
            throw ToolException.Environment(e.Message.ReplaceLineEndings(" "));
        }
    }
}
