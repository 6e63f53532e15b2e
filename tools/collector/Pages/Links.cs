using Microsoft.AspNetCore.WebUtilities;

namespace NanoAgent.Collector.Pages;

/// <summary>Addresses of pages; whatever goes into one is escaped here.</summary>
internal static class Links
{
    /// <summary>A unit's page.</summary>
    public static string Unit(string ueid) => "/units/" + Uri.EscapeDataString(ueid);

    /// <summary>A path with the parameters that have a value.</summary>
    public static string To(string path, params (string Name, string? Value)[] parameters) =>
        QueryHelpers.AddQueryString(path, parameters.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => KeyValuePair.Create(p.Name, p.Value)));

    /// <summary>The address when it is one of this site; else the overview: nobody is sent elsewhere by a link of ours.</summary>
    public static string Local(string? address) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal) && !address.Any(char.IsControl) ? address : "/";
}
