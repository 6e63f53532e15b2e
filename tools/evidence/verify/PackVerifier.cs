using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Evidence;

/// <summary>Checks an evidence pack, offline: that nothing was changed, that every signature holds, and that the page says what the evidence says.</summary>
public static class PackVerifier
{
    /// <summary>Checks a folder or a zip.</summary>
    /// <param name="path">The folder or the zip.</param>
    /// <param name="expected">The keys that are expected, with roles (<see cref="KeySet.TryRead"/>); null when nobody said.</param>
    /// <param name="endorsers">The endorsers that are expected (<see cref="EndorserSet.TryRead"/>); null takes those that the collector trusts, as the pack carries them.</param>
    /// <returns>The report; problems are an answer, never an exception.</returns>
    /// <exception cref="IOException">Nothing is there, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file that is no zip.</exception>
    public static PackReport Verify(string path, IReadOnlyList<CollectorKey>? expected, IReadOnlyList<Endorser>? endorsers = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        using PackFolder pack = PackFolder.Open(path);
        var problems = new List<PackProblem>(pack.Problems);

        if (pack.Read(PackFormat.Manifest) is null && pack.Read(PackFormat.ManifestSignature) is null)
        {
            problems.Add(new PackProblem(PackFormat.Manifest, PackFault.NoManifest, "no evidence pack here"));
            return new PackReport { Verdict = PackVerdict.NotAPack, Problems = problems };
        }

        int files = CheckFiles(pack, problems);
        IReadOnlyList<CollectorKey> own = pack.Read(PackFormat.Keys) is byte[] set ? KeySet.TryRead(set) ?? [] : [];
        string? signer = CheckSignature(pack, expected ?? own, expected is not null, problems);
        var report = new PackReport { Verdict = PackVerdict.Altered, Problems = problems, Signer = signer, Files = files, Keys = Describe(own, expected), Manifest = HashOf(pack.Read(PackFormat.Manifest)) };

        // A pack with other bytes than were signed has nothing further to say; what it said would only confuse.
        if (problems.Count == 0)
        {
            using var signatures = new Es256Verifier();
            report = new EvidenceCheck(pack, expected ?? own, endorsers, problems, signatures).Complete(report);
        }

        if (problems.Count > 0 || report.Judged is not DeclarationResult judged)
        {
            return report with { Judged = null };
        }

        report = report with { Statements = PackStatements.Of(report, judged, expected ?? [], expected is not null) };
        return report with { Verdict = expected is null ? PackVerdict.Unauthenticated : PackVerdict.Authentic };
    }

    private static int CheckFiles(PackFolder pack, List<PackProblem> problems)
    {
        string[] manifests = [PackFormat.Manifest, PackFormat.ManifestSignature];
        string? why = "missing";
        Manifest? manifest = pack.Read(PackFormat.Manifest) is byte[] bytes ? Json.TryRead<Manifest>(bytes, out why) : null;

        if (manifest is null || manifest.Format != PackFormat.Version)
        {
            problems.Add(new PackProblem(PackFormat.Manifest, PackFault.Unreadable, why ?? $"format {manifest!.Format}"));
            return 0;
        }

        HashSet<string> present = [.. pack.Names.Except(manifests)];

        foreach (ManifestFile file in manifest.Files)
        {
            if (!present.Remove(file.Path))
            {
                problems.Add(new PackProblem(file.Path, PackFault.Missing, ""));
            }
            else if (pack.SizeOf(file.Path) != file.Size || pack.HashOf(file.Path) != file.Sha256)
            {
                problems.Add(new PackProblem(file.Path, PackFault.Changed, ""));
            }
        }

        problems.AddRange(present.Order(StringComparer.Ordinal).Select(name => new PackProblem(name, PackFault.Added, "")));
        return manifest.Files.Count;
    }

    private static string? CheckSignature(PackFolder pack, IReadOnlyList<CollectorKey> allowed, bool authenticated, List<PackProblem> problems)
    {
        byte[]? signature = pack.Read(PackFormat.ManifestSignature);

        if (signature is null || SignedJson.TryRead(Encoding.Latin1.GetString(signature)) is not CompactJws jws)
        {
            problems.Add(new PackProblem(PackFormat.ManifestSignature, signature is null ? PackFault.Missing : PackFault.Unreadable, ""));
            return null;
        }

        PublicKey? key = KeyRing.Find(allowed, KeyRole.Pack, jws.Header.KeyId);

        if (key is null)
        {
            string detail = authenticated ? $"signed by {jws.Header.KeyId}, which is not among the expected pack keys" : $"signed by {jws.Header.KeyId}, which is not in {PackFormat.Keys}";
            problems.Add(new PackProblem(PackFormat.ManifestSignature, PackFault.UnexpectedKey, detail));
            return jws.Header.KeyId;
        }

        using var signatures = new Es256Verifier();

        if (SignedJson.Payload(jws, PackFormat.ManifestType, key, signatures) is not JsonElement payload)
        {
            problems.Add(new PackProblem(PackFormat.ManifestSignature, PackFault.BadSignature, ""));
        }
        else if (pack.Read(PackFormat.Manifest) is byte[] manifest && Json.Text(payload, "manifest") != HashOf(manifest))
        {
            problems.Add(new PackProblem(PackFormat.Manifest, PackFault.Changed, "not the manifest that was signed"));
        }

        return jws.Header.KeyId;
    }

    private static string? HashOf(byte[]? manifest) => manifest is null ? null : Base64Url.Encode(SHA256.HashData(manifest));

    private static IReadOnlyList<PackKey> Describe(IReadOnlyList<CollectorKey> own, IReadOnlyList<CollectorKey>? expected) =>
        [.. own.Select(k => (k.Role, Id: k.Key.Thumbprint())).Select(k => new PackKey(k.Role, k.Id, expected is not null && KeyRing.Find(expected, k.Role, k.Id) is not null))];
}
