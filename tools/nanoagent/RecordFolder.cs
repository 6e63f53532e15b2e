namespace NanoAgent.Tool;

/// <summary>Where records lie.</summary>
/// <param name="Path">The folder; it need not be there.</param>
internal sealed record RecordFolder(string Path)
{
    private const string Name = "records";

    /// <summary>The whole path.</summary>
    public string FullName => System.IO.Path.GetFullPath(Path);

    /// <summary>The folder of a collector's records, which its pages use too. Records that an earlier version kept in the working folder are found there as long as the collector has none.</summary>
    /// <param name="data">The collector's data folder; it need not be there.</param>
    /// <param name="here">The working folder.</param>
    public static RecordFolder Of(DirectoryInfo data, DirectoryInfo here)
    {
        string ofCollector = System.IO.Path.Combine(data.FullName, Name);
        string ofEarlierVersions = System.IO.Path.Combine(here.FullName, Name);
        return new RecordFolder(!Directory.Exists(ofCollector) && Directory.Exists(ofEarlierVersions) ? ofEarlierVersions : ofCollector);
    }
}
