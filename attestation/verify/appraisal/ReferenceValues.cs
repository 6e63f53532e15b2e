using System.Text.Json;
using NanoAgent.Attestation.Token;

namespace NanoAgent.Attestation.Verify.Appraisal;

/// <summary>What a failure of a check means for the appraisal.</summary>
public enum FailurePolicy
{
    /// <summary>The configuration is not acceptable (AR4SI 96): contraindicated.</summary>
    Contraindicates = 0,

    /// <summary>A known weakness (AR4SI 32): warning.</summary>
    Warns = 1,

    /// <summary>Not looked at.</summary>
    Ignored = 2,
}

/// <summary>Reference values of one model and firmware version (RFC 9334 §8.3): what a unit is expected to be.</summary>
public sealed record ReferenceValues
{
    /// <summary>The product to which the model belongs.</summary>
    public required string Product { get; init; }

    /// <summary>The model, as enrolled.</summary>
    public required string Model { get; init; }

    /// <summary>The firmware version, as in <c>swversion</c>.</summary>
    public required string Firmware { get; init; }

    /// <summary>The firmware's name, as in <c>swname</c>; null when any will do.</summary>
    public string? SoftwareName { get; init; }

    /// <summary>Digest of the software inventory, as in the fact <c>digest</c> of the check: 32 hexadecimal digits; null when any will do. Said as such, or as the components.</summary>
    public string? SoftwareDigest { get; init; }

    /// <summary>The lowest firmware version that is still accepted; null when this one always is. To mark an old version as weak, import it again with this.</summary>
    public FirmwareVersion? MinimumFirmware { get; init; }

    /// <summary>What the firmware may declare; null when anything will do.</summary>
    public ExpectedServices? Services { get; init; }

    /// <summary>Policy per check id; a check that is not named contraindicates when it fails. A check that is named and missing from a report is unknown, which is never good.</summary>
    public IReadOnlyDictionary<string, FailurePolicy> Checks { get; init; } = new Dictionary<string, FailurePolicy>();

    /// <summary>How units of this model and firmware restrict what their agent does, in the words that go to them (SPEC.md, "Restrictions"); empty for not at all.</summary>
    public string Restrictions { get; init; } = "";

    /// <summary>The ids of the checks that <see cref="Restrictions"/> forbid.</summary>
    public IEnumerable<string> ForbiddenChecks => Appraisal.Restrictions.Forbidden(Restrictions);

    private static readonly string[] _members = ["product", "model", "firmware", "swname", "software", "software_digest", "minimum_firmware", "services", "checks", "policy"];

    /// <summary>Reads reference values that came from outside.</summary>
    /// <param name="utf8">Any bytes.</param>
    /// <param name="values">The values, or null.</param>
    /// <param name="problem">What is wrong, in one clause, or null.</param>
    public static bool TryRead(ReadOnlyMemory<byte> utf8, out ReferenceValues? values, out string? problem)
    {
        if (!TryReadStored(utf8, out values, out problem) || values!.Services?.NotUnderstood is not string member)
        {
            return values is not null;
        }

        values = null;
        problem = $"{member} is no member of services";
        return false;
    }

    /// <summary>Reads reference values that were taken once, perhaps by an earlier version: it passed over members of <c>services</c> that it did not know.</summary>
    /// <param name="utf8">What was taken.</param>
    /// <param name="values">The values, or null.</param>
    /// <param name="problem">What is wrong, in one clause, or null.</param>
    public static bool TryReadStored(ReadOnlyMemory<byte> utf8, out ReferenceValues? values, out string? problem)
    {
        values = null;
        problem = "is no JSON object, or has a member twice";

        if (!StrictJson.TryReadObject(utf8, out JsonDocument? document))
        {
            return false;
        }

        using (document)
        {
            // A misspelt rule would be no rule at all, and nobody would notice.
            if (document!.RootElement.EnumerateObject().FirstOrDefault(member => !_members.Contains(member.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
            {
                problem = $"{unknown.Name} is no member of reference values";
                return false;
            }

            var claims = new ClaimReader(document.RootElement);
            var read = new ReferenceValues
            {
                Product = claims.Name("product", 64),
                Model = claims.Name("model", Profile.MaxNameLength),
                Firmware = claims.Name("firmware", Profile.MaxNameLength),
                SoftwareName = IsThere(document, "swname") ? claims.Name("swname", Profile.MaxNameLength) : null,
                SoftwareDigest = ReadSoftware(claims, document),
                MinimumFirmware = IsThere(document, "minimum_firmware") ? ReadVersion(claims) : null,
                Services = ExpectedServices.Read(claims),
                Checks = ReadChecks(claims, document.RootElement),
                Restrictions = Appraisal.Restrictions.Read(claims, document.RootElement),
            };
            problem = claims.BadClaim is null ? null : $"{claims.BadClaim} is {(claims.Refusal == Refusal.MissingClaim ? "missing" : "not as it should be")}";
            values = problem is null ? read : null;
            return problem is null;
        }
    }

    private static string? ReadSoftware(ClaimReader claims, JsonDocument document) => (IsThere(document, "software"), IsThere(document, "software_digest")) switch
    {
        (true, true) => claims.Invalid<string?>("software_digest", null),
        (true, false) => ExpectedSoftware.Digest(claims),
        (false, true) => claims.Text("software_digest", text => text.Length == 32 && text.All(char.IsAsciiHexDigitLower)),
        _ => null,
    };

    private static bool IsThere(JsonDocument document, string member) => document.RootElement.TryGetProperty(member, out _);

    private static FirmwareVersion? ReadVersion(ClaimReader claims)
    {
        string text = claims.Name("minimum_firmware", Profile.MaxNameLength);
        return FirmwareVersion.TryParse(text, out FirmwareVersion? version) ? version : claims.Invalid<FirmwareVersion?>("minimum_firmware", null);
    }

    private static Dictionary<string, FailurePolicy> ReadChecks(ClaimReader claims, JsonElement root)
    {
        var policies = new Dictionary<string, FailurePolicy>(StringComparer.Ordinal);

        if (!root.TryGetProperty("checks", out _) || claims.Element("checks", JsonValueKind.Object) is not JsonElement checks)
        {
            return policies;
        }

        foreach (JsonProperty check in checks.EnumerateObject())
        {
            FailurePolicy? policy = check.Value.ValueKind != JsonValueKind.String ? null : check.Value.GetString() switch
            {
                "contraindicates" => FailurePolicy.Contraindicates,
                "warns" => FailurePolicy.Warns,
                "ignored" => FailurePolicy.Ignored,
                _ => null,
            };

            if (policy is null || !Profile.IsCode(check.Name))
            {
                claims.Invalid("checks." + check.Name, 0);
                return policies;
            }

            policies[check.Name] = policy.Value;
        }

        return policies;
    }
}
