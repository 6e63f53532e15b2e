namespace NanoAgent.Tool;

/// <summary>Port numbers as a person writes them: <c>22,80-90,443</c>.</summary>
internal static class PortList
{
    /// <summary>Reads them.</summary>
    /// <exception cref="ToolException">No such list.</exception>
    public static IReadOnlyList<int> Read(string text)
    {
        var ports = new List<int>();

        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = part.Split('-', 2);

            if (!ushort.TryParse(ends[0], out ushort first) || !ushort.TryParse(ends[^1], out ushort last) || first == 0 || last < first)
            {
                throw ToolException.WrongUse($"no ports in \"{part}\"", "such as 22,80-90,443");
            }

            ports.AddRange(Enumerable.Range(first, last - first + 1));
        }

        return ports;
    }
}
