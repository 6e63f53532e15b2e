using System.Security.Cryptography;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Evidence;

/// <summary>Writes evidence packs. The same declaration and a signer without chance (RFC 6979) give the same bytes.</summary>
public static class PackWriter
{
    /// <summary>Writes a pack into a folder.</summary>
    /// <param name="result">A declaration that was not refused.</param>
    /// <param name="folder">The folder; made when it is not there, and empty otherwise.</param>
    /// <param name="signer">The collector's pack key.</param>
    /// <exception cref="IOException">The folder is not empty or cannot be written.</exception>
    public static void Write(DeclarationResult result, string folder, TokenSigner signer)
    {
        ArgumentNullException.ThrowIfNull(folder);

        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new IOException($"the folder is not empty: {folder}");
        }

        foreach ((string path, byte[] content) in Files(result, signer))
        {
            string target = Path.Combine([folder, .. path.Split('/')]);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, content);
        }
    }

    /// <summary>Writes a pack as a zip, with the same files inside.</summary>
    /// <param name="result">A declaration that was not refused.</param>
    /// <param name="output">Where to.</param>
    /// <param name="signer">The collector's pack key.</param>
    public static void WriteZip(DeclarationResult result, Stream output, TokenSigner signer)
    {
        ArgumentNullException.ThrowIfNull(output);
        StoredZip.Write(output, Files(result, signer));
    }

    private static IEnumerable<(string Path, byte[] Content)> Files(DeclarationResult result, TokenSigner signer)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(signer);

        if (result.Refusal != DeclarationRefusal.None)
        {
            throw new ArgumentException($"a declaration, got a refusal: {result.Refusal}", nameof(result));
        }

        return FilesCore(result, signer);
    }

    private static IEnumerable<(string Path, byte[] Content)> FilesCore(DeclarationResult result, TokenSigner signer)
    {
        var listed = new List<ManifestFile>();

        foreach ((string path, byte[] content) in PackFiles.Evidence(result).Concat(PackFiles.Derived(result)).DistinctBy(f => f.Path))
        {
            listed.Add(new ManifestFile(path, content.Length, Convert.ToHexStringLower(SHA256.HashData(content))));
            yield return (path, content);
        }

        byte[] manifest = Json.Write(new Manifest(PackFormat.Version, [.. listed.OrderBy(f => f.Path, StringComparer.Ordinal)]));
        var claims = new ManifestClaims(result.CollectorId, result.Options.Now.ToUnixTimeSeconds(), Base64Url.Encode(SHA256.HashData(manifest)), listed.Count);
        string signature = SignedJson.Sign(PackFormat.ManifestType, JsonSerializer.SerializeToUtf8Bytes(claims, Json.Files), signer);
        yield return (PackFormat.Manifest, manifest);
        yield return (PackFormat.ManifestSignature, System.Text.Encoding.ASCII.GetBytes(signature));
    }
}
