using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Evidence;

namespace NanoAgent.Tool;

/// <summary>Verifies one token or attestation result offline: signature, form and claims. Freshness only its collector could judge.</summary>
internal static class JwsVerification
{
    private const int MostCharacters = 65536;

    /// <summary>Verifies and prints.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="input">The text, one compact JWS; lines around it that are none, such as a console's, are passed over.</param>
    /// <param name="keySet">The keys to expect, or null.</param>
    /// <param name="json">Print the result for programs.</param>
    public static int Run(Terminal terminal, byte[] input, byte[]? keySet, bool json)
    {
        CompactJws jws = Read(input);
        IReadOnlyList<PublishedKey>? keys = keySet is null ? null : ReadKeys(keySet);

        if (!StrictJson.TryReadObject(jws.Payload, out JsonDocument? payload))
        {
            throw ToolException.WrongUse("the payload is no strict JSON object");
        }

        using (payload)
        {
            bool isEar = payload!.RootElement.TryGetProperty("eat_profile", out JsonElement profile) && profile.ValueKind == JsonValueKind.String && profile.GetString() == Ear.Profile;
            string kind = isEar ? "attestation result" : "token";
            string? problem = FindProblem(jws, payload.RootElement, keys, isEar, out EatToken? token);

            if (json)
            {
                terminal.PrintJson(new { kind, genuine = problem is null, problem, kid = jws.Header.KeyId, claims = payload.RootElement });
            }
            else if (problem is null && token is not null)
            {
                Print(terminal, token);
            }
            else if (problem is null)
            {
                terminal.Print(JsonSerializer.Serialize(payload.RootElement, new JsonSerializerOptions { WriteIndented = true }));
            }

            if (problem is not null)
            {
                terminal.SayError($"{kind}: {problem}", HintOf(keys, isEar));
                return ExitCode.No;
            }

            terminal.Say($"nanoagent: genuine {kind}, signed by {jws.Header.KeyId}; whether its nonce was fresh only its collector could tell");
            return ExitCode.Good;
        }
    }

    private static string? HintOf(IReadOnlyList<PublishedKey>? keys, bool isEar) =>
        keys is null ? $"give the signer's keys, a JWK Set, with --keys: {(isEar ? "the collector publishes its own at /v1/keys" : "a unit's is its jwk in units.json of a pack")}"
        : isEar ? null : "a token is signed by its unit, not by the collector: its key is its jwk in units.json of a pack";

    private static CompactJws Read(byte[] input)
    {
        foreach (string line in Encoding.UTF8.GetString(input).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(l => l.Count(c => c == '.') == 2 && !l.Contains(' ', StringComparison.Ordinal)))
        {
            if (CompactJws.TryRead(line, MostCharacters, out CompactJws? jws) == Refusal.None)
            {
                return jws!;
            }
        }

        throw ToolException.WrongUse("no token, attestation result or evidence pack in it");
    }

    private static IReadOnlyList<PublishedKey> ReadKeys(byte[] keySet) => Attestation.Verify.Jws.Jwk.TryReadSet(keySet, out IReadOnlyList<PublishedKey>? keys) && keys!.Count > 0
        ? keys
        : throw ToolException.WrongUse("the key file is no JWK Set with P-256 keys");

    private static string? FindProblem(CompactJws jws, JsonElement payload, IReadOnlyList<PublishedKey>? keys, bool isEar, out EatToken? token)
    {
        token = null;

        if (keys is null)
        {
            return $"its signer {jws.Header.KeyId ?? "(none named)"} is not authenticated: no keys were given to expect";
        }

        PublishedKey[] signers = [.. keys.Where(k => k.Key.Thumbprint() == jws.Header.KeyId)];

        if (signers.Length == 0)
        {
            return $"signed by {jws.Header.KeyId ?? "(none named)"}, which is not among the expected keys";
        }

        // A collector's key is good for its own role only, and never a unit's; one that names no role is what its user says.
        if (signers.FirstOrDefault(k => k.Purpose is null || (isEar && k.Purpose == KeySet.NameOf(KeyRole.Ear))) is not PublishedKey signer)
        {
            return $"signed by {jws.Header.KeyId}, a key for {signers[0].Purpose}, which may not sign one";
        }

        using var verifier = new Es256Verifier();

        if (!verifier.Verify(jws, isEar ? Ear.Type : Profile.TokenType, signer.Key))
        {
            return "the signature, algorithm or type does not hold";
        }

        if (isEar)
        {
            return null;
        }

        Refusal refusal = EatReader.TryRead(payload, out token, out string? claim);
        return refusal == Refusal.None ? null : $"{JsonNamingPolicy.KebabCaseLower.ConvertName(refusal.ToString())}{(claim is null ? "" : ": " + claim)}";
    }

    private static void Print(Terminal terminal, EatToken token)
    {
        terminal.Print($"unit {token.Ueid} ({token.Model}{(token.IsVirtual ? ", virtual" : "")}), key in {ClaimNames.Of(token.KeyProtection)}");
        terminal.Print($"{token.SoftwareName} {token.SoftwareVersion}, observation {token.ObservationNumber}, report {token.ReportNumber}, for {token.Audience}");

        foreach (TokenFinding finding in token.Findings)
        {
            terminal.Print($"{finding.Check,-22} {ClaimNames.Of(finding.Outcome),-8} {ClaimNames.Of(finding.Basis),-9} {finding.Reason}");
        }
    }
}
