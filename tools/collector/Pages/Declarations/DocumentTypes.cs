namespace NanoAgent.Collector.Pages.Declarations;

/// <summary>What a vendor document can be.</summary>
internal static class DocumentTypes
{
    /// <summary>The words in records.</summary>
    public static IReadOnlyList<string> All { get; } = ["policy", "manual", "design", "asset-list", "screenshot", "photo"];
}
