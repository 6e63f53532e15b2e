using System.Security.Cryptography;
using System.Text;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Attestation.Verify.Log;

namespace NanoAgent.Evidence;

/// <summary>Where some text stands in a token: in the decoded payload, and in the file.</summary>
/// <param name="Text">The bytes themselves, which are ASCII.</param>
/// <param name="PayloadOffset">First byte in the decoded payload.</param>
/// <param name="FileOffset">First character of the base64url that holds it, in the token's file.</param>
/// <param name="FileLength">How many characters hold it.</param>
public sealed record SignedPlace(string Text, int PayloadOffset, int FileOffset, int FileLength);

/// <summary>One finding of one unit, walked down to the bytes that the unit signed.</summary>
public sealed record ClaimTrace
{
    /// <summary>The check.</summary>
    public required string Check { get; init; }

    /// <summary>The unit's UEID.</summary>
    public required string Ueid { get; init; }

    /// <summary>The token's file in the pack.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the token, hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The answer: outcome, reason and basis.</summary>
    public required string Answer { get; init; }

    /// <summary>What was observed, <c>name=value</c>.</summary>
    public required IReadOnlyList<string> Facts { get; init; }

    /// <summary>True for the unit's present result, false for an earlier failure.</summary>
    public required bool Present { get; init; }

    /// <summary>The firmware version, observation number and nonce, as signed.</summary>
    public required string Claims { get; init; }

    /// <summary>When the collector took the report, in Unix seconds; its word.</summary>
    public required long ReceivedAt { get; init; }

    /// <summary>The outcome in <c>measres</c>, and reason and basis in <c>na_findings</c>.</summary>
    public required IReadOnlyList<SignedPlace> Places { get; init; }

    /// <summary>Thumbprint of the key whose signature over the bytes was just checked and holds.</summary>
    public required string SignedBy { get; init; }

    /// <summary>Where the unit says its key lies.</summary>
    public required string KeyProtection { get; init; }

    /// <summary>The leaf in the log; -1 without a log.</summary>
    public required long LogIndex { get; init; }

    /// <summary>The leaf's hash, hexadecimal.</summary>
    public required string LeafHash { get; init; }

    /// <summary>Hashes of the inclusion proof; 0 without a log.</summary>
    public required int ProofHashes { get; init; }

    /// <summary>Leaves under the head against which inclusion was just checked; 0 without a log.</summary>
    public required long TreeSize { get; init; }

    /// <summary>Walks down; everything here was verified before, so what does not hold is misuse.</summary>
    internal static ClaimTrace Of(UnitEvidence unit, CheckedReport report, TokenFinding finding, bool present, DeclarationResult judged, Es256Verifier signatures)
    {
        byte[] token = Encoding.ASCII.GetBytes(report.Evidence.Token);
        Jwk.TryRead(Encoding.UTF8.GetBytes(unit.Jwk), out PublicKey? key);
        CompactJws.TryRead(token, Profile.MaxTokenLength, out CompactJws? jws);
        judged.Proofs.TryGetValue(report.Evidence.LogIndex, out LogProof? proof);

        if (!signatures.Verify(jws!, Profile.TokenType, key!))
        {
            throw new InvalidOperationException("a token of a verified pack does not verify");
        }

        return new ClaimTrace
        {
            Check = finding.Check,
            Ueid = unit.Ueid,
            File = PackPaths.Token(report.Evidence),
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(token)),
            Answer = $"{ClaimNames.Of(finding.Outcome)} {finding.Reason} ({ClaimNames.Of(finding.Basis)})",
            Facts = [.. finding.Facts.Select(f => $"{f.Key}={FactText.Of(f.Value)}")],
            Present = present,
            Claims = $"firmware {report.Claims.SoftwareVersion}, observation {report.Claims.ObservationNumber}, report {report.Claims.ReportNumber}, nonce {report.Claims.Nonce}",
            ReceivedAt = report.Evidence.ReceivedAt,
            Places = [.. Locate(jws!, report.Evidence.Token, finding)],
            SignedBy = key!.Thumbprint(),
            KeyProtection = ClaimNames.Of(report.Claims.KeyProtection),
            LogIndex = proof is null ? -1 : report.Evidence.LogIndex,
            LeafHash = Convert.ToHexStringLower(TreeHash.Leaf(token)),
            ProofHashes = proof?.Path.Count ?? 0,
            TreeSize = proof?.Size ?? 0,
        };
    }

    private static IEnumerable<SignedPlace> Locate(CompactJws jws, string token, TokenFinding finding)
    {
        string payload = Encoding.UTF8.GetString(jws.Payload.Span);
        int start = token.IndexOf('.', StringComparison.Ordinal) + 1;

        // The profile's own writer puts no space between them; a token by another writer verifies as well, and then the place is not shown.
        foreach (string text in (string[])[$"[\"{finding.Check}\",\"{ClaimNames.Of(finding.Outcome)}\"]", $"\"{finding.Check}\":{{\"basis\":\"{ClaimNames.Of(finding.Basis)}\",\"reason\":\"{finding.Reason}\""])
        {
            int at = payload.IndexOf(text, StringComparison.Ordinal);

            if (at >= 0)
            {
                int offset = Encoding.UTF8.GetByteCount(payload.AsSpan(0, at));
                int first = offset * 4 / 3;
                int last = ((offset + text.Length) * 4 - 1) / 3;
                yield return new SignedPlace(text, offset, start + first, last - first + 1);
            }
        }
    }
}
