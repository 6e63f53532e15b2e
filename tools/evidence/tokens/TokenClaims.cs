using System.Text.Json;

namespace NanoAgent.Evidence;

/// <summary>What one check answered, as signed.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Outcome">As in <c>measres</c>.</param>
/// <param name="Reason">Reason code.</param>
/// <param name="Basis">On what it stands.</param>
/// <param name="Facts">What was observed, as one line of JSON; null when nothing.</param>
public sealed record SignedFinding(string Check, string Outcome, string Reason, string Basis, string? Facts);

/// <summary>The claims of a unit's token that a declaration needs (attestation/SPEC.md).</summary>
public sealed record TokenClaims
{
    /// <summary>The <c>typ</c> of a token.</summary>
    public const string Type = "eat+jwt";

    /// <summary>For which collector it was signed.</summary>
    public required string Audience { get; init; }

    /// <summary>UEID, base64url.</summary>
    public required string Ueid { get; init; }

    /// <summary>Model as the unit says.</summary>
    public required string Model { get; init; }

    /// <summary>Where its key lies.</summary>
    public required string KeyProtection { get; init; }

    /// <summary>A virtual unit.</summary>
    public required bool Virtual { get; init; }

    /// <summary>Observed under this token's nonce, so that it sets the current state.</summary>
    public required bool Live { get; init; }

    /// <summary>Number of the observation, from 1.</summary>
    public required long Observation { get; init; }

    /// <summary>When observed, in Unix seconds by the unit's clock; null when it was not set.</summary>
    public required long? ObservedAt { get; init; }

    /// <summary>Firmware version.</summary>
    public required string Firmware { get; init; }

    /// <summary>The findings, in the order of the token.</summary>
    public required IReadOnlyList<SignedFinding> Findings { get; init; }

    /// <summary>Reads the payload of a token whose signature was checked. Null when a claim is missing or of another type.</summary>
    public static TokenClaims? TryRead(JsonElement payload)
    {
        JsonElement unit = Json.Object(payload, "na_unit") ?? default;
        JsonElement report = Json.Object(payload, "na_report") ?? default;
        JsonElement observed = Json.Object(payload, "na_observed") ?? default;

        if (Json.Text(payload, "aud") is not string audience || Json.Text(payload, "ueid") is not string ueid
            || Json.Text(unit, "model") is not string model || Json.Text(unit, "key") is not string protection
            || Json.Boolean(unit, "virtual") is not bool isVirtual || Json.Boolean(report, "live") is not bool live
            || Json.Integer(observed, "number") is not long number || FirmwareOf(payload) is not string firmware
            || FindingsOf(payload) is not IReadOnlyList<SignedFinding> findings)
        {
            return null;
        }

        return new TokenClaims
        {
            Audience = audience,
            Ueid = ueid,
            Model = model,
            KeyProtection = protection,
            Virtual = isVirtual,
            Live = live,
            Observation = number,
            ObservedAt = Json.Integer(observed, "at"),
            Firmware = firmware,
            Findings = findings,
        };
    }

    private static string? FirmwareOf(JsonElement payload) =>
        payload.TryGetProperty("swversion", out JsonElement e) && e.ValueKind == JsonValueKind.Array && e.GetArrayLength() > 0 && e[0].ValueKind == JsonValueKind.String
            ? e[0].GetString()
            : null;

    // measres is [[system, [[check, outcome], ...]]]; the private claim beside it has one member a check, in the same order.
    private static List<SignedFinding>? FindingsOf(JsonElement payload)
    {
        if (!payload.TryGetProperty("measres", out JsonElement systems) || Json.Object(payload, "na_findings") is not JsonElement details)
        {
            return null;
        }

        var findings = new List<SignedFinding>();

        foreach (JsonElement system in Items(systems))
        {
            foreach (JsonElement result in Items(system).Skip(1).SelectMany(Items))
            {
                string[] pair = [.. Items(result).Select(i => i.ValueKind == JsonValueKind.String ? i.GetString()! : "")];

                if (pair.Length != 2 || findings.Any(f => f.Check == pair[0]) || Json.Object(details, pair[0]) is not JsonElement detail
                    || Json.Text(detail, "reason") is not string reason || Json.Text(detail, "basis") is not string basis)
                {
                    return null;
                }

                findings.Add(new SignedFinding(pair[0], pair[1], reason, basis, Json.Object(detail, "facts")?.GetRawText()));
            }
        }

        return findings;
    }

    private static IEnumerable<JsonElement> Items(JsonElement e) => e.ValueKind == JsonValueKind.Array ? e.EnumerateArray() : [];
}
