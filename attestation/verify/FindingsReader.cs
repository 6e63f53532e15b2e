using System.Text.Json;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Token;

namespace NanoAgent.Attestation.Verify;

/// <summary>Joins <c>measres</c> (RFC 9711 §4.2.17) and <c>na_findings</c>: the same checks, in the same order, nothing left over.</summary>
internal static class FindingsReader
{
    /// <summary>The findings; empty, and the reader marked, when they are not as the profile says.</summary>
    public static IReadOnlyList<TokenFinding> Read(ClaimReader claims)
    {
        JsonElement? results = claims.Element("measres", JsonValueKind.Array);
        JsonElement? details = claims.Element("na_findings", JsonValueKind.Object);

        if (results is null || details is null)
        {
            return [];
        }

        if (!TryReadResults(results.Value, out List<(string Check, Outcome Outcome)> checks))
        {
            return claims.Invalid<IReadOnlyList<TokenFinding>>("measres", []);
        }

        return TryJoin(checks, details.Value, out List<TokenFinding> findings) ? findings : claims.Invalid<IReadOnlyList<TokenFinding>>("na_findings", []);
    }

    private static bool TryReadResults(JsonElement measres, out List<(string Check, Outcome Outcome)> checks)
    {
        checks = [];

        // One group, of the one measurement system that the profile names.
        if (measres.GetArrayLength() != 1 || measres[0] is not { ValueKind: JsonValueKind.Array } group || group.GetArrayLength() != 2
            || group[0].ValueKind != JsonValueKind.String || group[0].GetString() != Profile.MeasurementSystem || group[1].ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (JsonElement result in group[1].EnumerateArray())
        {
            if (result.ValueKind != JsonValueKind.Array || result.GetArrayLength() != 2 || result[0].ValueKind != JsonValueKind.String || result[1].ValueKind != JsonValueKind.String)
            {
                return false;
            }

            string check = result[0].GetString()!;

            if (!Profile.IsCode(check) || !TryRead(result[1].GetString(), out Outcome outcome) || checks.Exists(c => c.Check == check))
            {
                return false;
            }

            checks.Add((check, outcome));
        }

        return checks.Count is >= 1 and <= Profile.MaxFindings;
    }

    private static bool TryJoin(List<(string Check, Outcome Outcome)> checks, JsonElement details, out List<TokenFinding> findings)
    {
        findings = [];

        foreach (JsonProperty detail in details.EnumerateObject())
        {
            int at = findings.Count;

            if (at == checks.Count || checks[at].Check != detail.Name || detail.Value.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            if (!TryReadDetail(detail.Value, checks[at], out TokenFinding? finding))
            {
                return false;
            }

            findings.Add(finding!);
        }

        return findings.Count == checks.Count;
    }

    private static bool TryReadDetail(JsonElement detail, (string Check, Outcome Outcome) result, out TokenFinding? finding)
    {
        finding = null;
        var claims = new ClaimReader(detail);
        string basisName = claims.Name("basis", Profile.MaxCodeLength);
        string reason = claims.Text("reason", Profile.IsCode);
        long? ran = claims.OptionalNumber("ran", 1);

        if (claims.Refusal != Refusal.None || !TryRead(basisName, out Basis basis) || !TryReadFacts(detail, out List<KeyValuePair<string, object>> facts))
        {
            return false;
        }

        // A success that stands on nothing is no finding (Finding's own rule).
        if (result.Outcome == Outcome.Success && basis == Basis.None)
        {
            return false;
        }

        finding = new TokenFinding(result.Check, result.Outcome, basis, reason, ran, facts);
        return true;
    }

    private static bool TryReadFacts(JsonElement detail, out List<KeyValuePair<string, object>> facts)
    {
        facts = [];

        if (!detail.TryGetProperty("facts", out JsonElement list))
        {
            return true;
        }

        if (list.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        foreach (JsonProperty fact in list.EnumerateObject())
        {
            if (!Profile.IsCode(fact.Name) || ValueOf(fact.Value) is not object value)
            {
                return false;
            }

            facts.Add(new KeyValuePair<string, object>(fact.Name, value));
        }

        return facts.Count is >= 1 and <= FactList.MaxFacts;
    }

    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt32(out int number) => (long)number,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when value.GetString() is { Length: 0 } empty => empty,
        JsonValueKind.String when Profile.IsName(value.GetString(), FactList.MaxTextLength) => value.GetString(),
        _ => null,
    };

    private static bool TryRead(string? name, out Outcome outcome)
    {
        for (outcome = Outcome.Absent; outcome <= Outcome.Success; outcome++)
        {
            if (ClaimNames.Of(outcome) == name)
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryRead(string name, out Basis basis)
    {
        for (basis = Basis.None; basis <= Basis.Probed; basis++)
        {
            if (ClaimNames.Of(basis) == name)
            {
                return true;
            }
        }

        return false;
    }
}
