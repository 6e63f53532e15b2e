using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Evidence;

namespace NanoAgent.Tests.Evidence;

/// <summary>A copy of a pack, to be changed by a test; removed with it.</summary>
internal sealed class PackCopy : IDisposable
{
    public PackCopy(string pack)
    {
        foreach (string name in Names(pack))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
            File.Copy(Path.Combine(pack, name), PathOf(name));
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("nanoagent-copy-").FullName;

    public static string[] Names(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(folder, p)).Order(StringComparer.Ordinal)];

    public string PathOf(string name) => Path.Combine(Folder, name);

    public JsonNode Json(string name) => JsonNode.Parse(File.ReadAllBytes(PathOf(name)))!;

    public void Write(string name, JsonNode content) => File.WriteAllText(PathOf(name), content.ToJsonString());

    /// <summary>What a signer can do who has the pack key: other files, and a manifest that fits them.</summary>
    public void Sign() => Sign(Folder);

    /// <summary>The same for any folder. The key is taken anew each time: a signer is for one thread.</summary>
    public static void Sign(string folder)
    {
        var files = new JsonArray();

        foreach (string name in Names(folder).Where(n => !n.StartsWith("manifest.", StringComparison.Ordinal)))
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(folder, name));
            files.Add((JsonNode)new JsonObject { ["path"] = name, ["size"] = bytes.Length, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes)) });
        }

        byte[] manifest = Encoding.UTF8.GetBytes(new JsonObject { ["format"] = 1, ["files"] = files }.ToJsonString());
        string claims = $"{{\"iss\":\"{Fleet.Id}\",\"iat\":1,\"manifest\":\"{Base64Url.Encode(SHA256.HashData(manifest))}\",\"files\":1}}";
        File.WriteAllBytes(Path.Combine(folder, "manifest.json"), manifest);
        File.WriteAllText(Path.Combine(folder, "manifest.jws"), SignedJson.Sign(PackFormat.ManifestType, Encoding.UTF8.GetBytes(claims), Fleet.Signer("pack")));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
