using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace NanoAgent.Evidence;

/// <summary>The back matter of an OSCAL document: the pack's files to which it refers, each with its SHA-256.</summary>
internal sealed class OscalResources(string name)
{
    private readonly SortedDictionary<string, JsonObject> _resources = new(StringComparer.Ordinal);

    /// <summary>Adds a file once.</summary>
    /// <param name="path">Its path in the pack.</param>
    /// <param name="title">What it is.</param>
    /// <param name="content">Its bytes.</param>
    /// <returns>The reference to it, <c>#uuid</c>.</returns>
    public string Add(string path, string title, ReadOnlySpan<byte> content) =>
        _resources.ContainsKey(path) ? Reference(path) : AddHashed(path, title, Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <summary>Adds a file whose hash is known.</summary>
    public string AddHashed(string path, string title, string sha256)
    {
        _resources[path] = new JsonObject
        {
            ["uuid"] = Reference(path)[1..],
            ["title"] = title,
            ["rlinks"] = new JsonArray(new JsonObject { ["href"] = "../" + path, ["hashes"] = new JsonArray(new JsonObject { ["algorithm"] = "SHA-256", ["value"] = sha256 }) }),
        };
        return Reference(path);
    }

    /// <summary>All of them, by path.</summary>
    public JsonArray ToJson() => new([.. _resources.Values]);

    private string Reference(string path) => "#" + NameUuid.Of($"{name}|resource|{path}");
}
