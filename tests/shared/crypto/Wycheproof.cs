using System.Text.Json;

namespace NanoAgent.Tests;

/// <summary>Project Wycheproof's cases, each of which broke somebody's implementation.</summary>
internal static class Wycheproof
{
    /// <summary>The cases of a file, each with its group. Without the file the test is skipped.</summary>
    public static IEnumerable<(JsonElement Group, JsonElement Test)> Cases(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Repository.SharedVector("wycheproof", file)));
        return [.. from JsonElement g in json.RootElement.Clone().GetProperty("testGroups").EnumerateArray()
                   from JsonElement t in g.GetProperty("tests").EnumerateArray()
                   select (g, t)];
    }

    /// <summary>What a member holds in hexadecimal.</summary>
    public static byte[] Bytes(JsonElement element, string name) => Convert.FromHexString(element.GetProperty(name).GetString()!);
}
