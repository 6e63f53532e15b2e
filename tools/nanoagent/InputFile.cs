namespace NanoAgent.Tool;

/// <summary>Files that the user names: unreadable is wrong use, with one clear line.</summary>
internal static class InputFile
{
    /// <summary>Largest single file that the tool reads, in bytes.</summary>
    public const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="ToolException">Not there, not readable, or too large.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
            {
                throw ToolException.WrongUse($"{path} is larger than {MaxBytes / 1024 / 1024} MB");
            }

            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolException.WrongUse($"cannot read {path}: {Reason(e)}");
        }
    }

    private static string Reason(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException => "no permission, or it is a folder",
        _ => e.Message.ReplaceLineEndings(" "),
    };
}
