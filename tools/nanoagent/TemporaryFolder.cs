namespace NanoAgent.Tool;

/// <summary>A folder for one command, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>The folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("nanoagent-").FullName;

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // What is left is in the system's temporary folder, and the command's answer is not lost over it.
        }
    }
}
