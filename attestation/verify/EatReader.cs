using System.Text.Json;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Token;

namespace NanoAgent.Attestation.Verify;

/// <summary>Reads a token's claims from its payload. Says nothing about who wrote them: verify the signature first.</summary>
public static class EatReader
{
    /// <summary>Reads the claims.</summary>
    /// <param name="payload">The payload, an object.</param>
    /// <param name="token">The claims, or null.</param>
    /// <param name="badClaim">The claim that is missing or wrong, or null.</param>
    /// <returns><see cref="Refusal.None"/>, <see cref="Refusal.WrongProfile"/>, <see cref="Refusal.MissingClaim"/> or <see cref="Refusal.InvalidClaim"/>.</returns>
    public static Refusal TryRead(JsonElement payload, out EatToken? token, out string? badClaim)
    {
        token = null;
        badClaim = null;

        if (!IsOurProfile(payload))
        {
            badClaim = "eat_profile";
            return Refusal.WrongProfile;
        }

        var claims = new ClaimReader(payload);
        EatToken read = ReadAll(claims, payload);
        badClaim = claims.BadClaim;
        token = claims.Refusal == Refusal.None ? read : null;
        return claims.Refusal;
    }

    internal static bool IsOurProfile(JsonElement payload) =>
        payload.TryGetProperty("eat_profile", out JsonElement profile) && profile.ValueKind == JsonValueKind.String && profile.GetString() == Profile.Uri;

    private static EatToken ReadAll(ClaimReader claims, JsonElement payload)
    {
        ClaimReader unit = claims.Object("na_unit");
        ClaimReader report = claims.Object("na_report");
        ClaimReader observed = claims.Object("na_observed");
        ClaimReader? seen = claims.OptionalObject("na_seen");
        ClaimReader? log = claims.OptionalObject("na_log");
        var token = new EatToken
        {
            Audience = claims.Name("aud", Profile.MaxAudienceLength),
            Nonce = claims.Text("eat_nonce", Profile.IsNonce),
            IssuedAt = claims.OptionalNumber("iat", 0, long.MaxValue),
            Ueid = claims.Bytes("ueid", Profile.IsUeid),
            Model = unit.Name("model", Profile.MaxNameLength),
            KeyProtection = ReadProtection(unit),
            IsVirtual = unit.Boolean("virtual"),
            ReportNumber = report.Number("number", 1),
            IsLive = report.Boolean("live"),
            Lost = report.Number("lost", 0),
            Seen = seen is null ? null : new SeenHead(seen.Number("size", 0, long.MaxValue), seen.Bytes("root", IsHash)),
            ObservationNumber = observed.Number("number", 1),
            ObservedAt = observed.OptionalNumber("at", 0, long.MaxValue),
            Previous = observed.Bytes("previous", IsHash),
            SoftwareName = claims.Name("swname", Profile.MaxNameLength),
            SoftwareVersion = ReadVersion(claims),
            Uptime = claims.Number("uptime", 0),
            BootCount = claims.OptionalNumber("bootcount", 1),
            DebugEnabled = ReadDebug(claims, payload),
            LogCount = log?.Number("count", 0),
            LogHead = log?.Bytes("head", IsHash),
            Findings = FindingsReader.Read(claims),
        };

        foreach (ClaimReader? inner in (ReadOnlySpan<ClaimReader?>)[unit, report, observed, seen, log])
        {
            claims.Join(inner);
        }

        return token;
    }

    private static KeyProtection ReadProtection(ClaimReader unit)
    {
        string name = unit.Name("key", Profile.MaxCodeLength);

        for (KeyProtection p = KeyProtection.Unknown; p <= KeyProtection.Efuse; p++)
        {
            if (ClaimNames.Of(p) == name)
            {
                return p;
            }
        }

        return unit.Invalid("key", KeyProtection.Unknown);
    }

    // RFC 9711 §4.2.7: an array of the version and, when given, its scheme.
    private static string ReadVersion(ClaimReader claims)
    {
        if (claims.Element("swversion", JsonValueKind.Array) is not JsonElement version)
        {
            return "";
        }

        bool whole = version.GetArrayLength() is 1 or 2 && version[0].ValueKind == JsonValueKind.String && Profile.IsName(version[0].GetString(), Profile.MaxNameLength);
        return whole ? version[0].GetString()! : claims.Invalid("swversion", "");
    }

    private static Answer ReadDebug(ClaimReader claims, JsonElement payload)
    {
        if (!payload.TryGetProperty("dbgstat", out _))
        {
            return Answer.Unknown;
        }

        string state = claims.Text("dbgstat", t => t is "enabled" or "disabled");
        return state == "enabled" ? Answer.Yes : state == "disabled" ? Answer.No : Answer.Unknown;
    }

    private static bool IsHash(byte[] bytes) => bytes.Length == Crypto.Sha256.HashBytes;
}
