using NanoAgent.Attestation.Claims;

namespace NanoAgent.Attestation.Verify.Appraisal;

/// <summary>An appraisal: its status and the vector behind it.</summary>
/// <param name="Status">No better than the vector's worst claim; none without reference values.</param>
/// <param name="Vector">The claims; empty without reference values.</param>
public sealed record AppraisalResult(EarStatus Status, TrustworthinessVector Vector);

/// <summary>Appraises a verified token against reference values (RFC 9334 §8.4). No reference values: <c>none</c>, never affirming.</summary>
public static class Appraiser
{
    private const int AsItShouldBe = 2;
    private const int KnownWeakness = 32;
    private const int NotRecognised = 33;
    private const int ConfigurationUnavailable = 36;
    private const int NotAcceptable = 96;

    private const string Digest = "digest";

    /// <summary>Appraises.</summary>
    /// <param name="token">A token that was verified.</param>
    /// <param name="reference">The reference values of its model and firmware version, or null.</param>
    public static AppraisalResult Appraise(EatToken token, ReferenceValues? reference)
    {
        ArgumentNullException.ThrowIfNull(token);

        if (reference is null)
        {
            return new AppraisalResult(EarStatus.None, new TrustworthinessVector());
        }

        var vector = new TrustworthinessVector
        {
            InstanceIdentity = AsItShouldBe,
            Configuration = Configuration(token, reference),
            Executables = Executables(token, reference),
            Hardware = KeyIsInHardware(token) ? AsItShouldBe : KnownWeakness,
            StorageOpaque = Storage(token),
        };
        return new AppraisalResult(vector.Status(), vector);
    }

    private static int Configuration(EatToken token, ReferenceValues reference)
    {
        // Unknown is never good: a report that is silent about a check that somebody asked for, or about all of them.
        bool isSilent = token.Findings.Count == 0 || reference.Checks.Any(check => check.Value != FailurePolicy.Ignored && !token.Findings.Any(finding => finding.Check == check.Key));
        int worst = Math.Max(isSilent ? ConfigurationUnavailable : AsItShouldBe, Declared(token, reference.Services));

        foreach (TokenFinding finding in token.Findings)
        {
            bool isNamed = reference.Checks.TryGetValue(finding.Check, out FailurePolicy policy);

            if (policy != FailurePolicy.Ignored)
            {
                worst = Math.Max(worst, Answered(finding, isNamed, policy == FailurePolicy.Warns ? KnownWeakness : NotAcceptable));
            }
        }

        return worst;
    }

    // A function that is known to be missing is never good (SPEC.md); where somebody asked for it by name, it fails.
    private static int Answered(TokenFinding finding, bool isNamed, int failure) => finding.Outcome switch
    {
        Outcome.Success => AsItShouldBe,
        Outcome.Fail => failure,
        _ when finding.Reason == Reasons.NothingToCheck => AsItShouldBe,
        _ when finding.Reason == Reasons.NotThere && isNamed => failure,
        _ => ConfigurationUnavailable,
    };

    // What a firmware declares is allowed by itself; here somebody says what it may declare.
    private static int Declared(EatToken token, ExpectedServices? services) => services is null ? AsItShouldBe : new[]
    {
        AtMost(token, CheckIds.AccessControl, "declared-open", services.MostOpen),
        AtMost(token, CheckIds.Interfaces, "ports-declared", services.MostPorts),
        Equal(token, CheckIds.AccessControl, services.Declared),
        Equal(token, CheckIds.Interfaces, services.DeclaredPorts),
    }.Max();

    private static int AtMost(EatToken token, string check, string fact, long? most) => most is null ? AsItShouldBe : DeclaredOf(token, check, fact, 0L) switch
    {
        long count => count <= most ? AsItShouldBe : NotAcceptable,
        _ => ConfigurationUnavailable,
    };

    private static int Equal(EatToken token, string check, string? digest) => digest is null ? AsItShouldBe : DeclaredOf(token, check, Digest, ExpectedServices.EmptyDigest) switch
    {
        string declared => declared == digest ? AsItShouldBe : NotAcceptable,
        _ => ConfigurationUnavailable,
    };

    // Of a part that the firmware does not have, or has without an entry, a unit tells no facts: that nothing is declared is known all the same.
    private static object? DeclaredOf(EatToken token, string check, string fact, object none) => FactOf(token, check, fact)
        ?? (token.Findings.Any(finding => finding.Check == check && finding.Reason is Reasons.NothingToCheck or Reasons.NotThere) ? none : null);

    private static int Executables(EatToken token, ReferenceValues reference)
    {
        bool isRecognised = token.SoftwareVersion == reference.Firmware
            && (reference.SoftwareName is null || token.SoftwareName == reference.SoftwareName)
            && (reference.SoftwareDigest is null || FactOf(token, CheckIds.SoftwareInventory, Digest) is string digest && digest == reference.SoftwareDigest);

        if (!isRecognised)
        {
            return NotRecognised;
        }

        if (reference.MinimumFirmware is null)
        {
            return AsItShouldBe;
        }

        return FirmwareVersion.TryParse(token.SoftwareVersion, out FirmwareVersion? version) && version!.CompareTo(reference.MinimumFirmware) >= 0 ? AsItShouldBe : KnownWeakness;
    }

    private static object? FactOf(EatToken token, string check, string fact) =>
        token.Findings.FirstOrDefault(finding => finding.Check == check)?.Facts.FirstOrDefault(known => known.Key == fact).Value;

    // A key that software can read, encrypted flash included, is a weakness that no policy takes away. A simulated unit has no hardware at all.
    private static bool KeyIsInHardware(EatToken token) => !token.IsVirtual && token.KeyProtection is (KeyProtection.SecureElement or KeyProtection.Efuse);

    private static int Storage(EatToken token) => token.Findings.FirstOrDefault(f => f.Check == CheckIds.StorageProtection) switch
    {
        { Outcome: Outcome.Fail } => NotAcceptable,
        { Outcome: Outcome.Success } => KeyIsInHardware(token) ? AsItShouldBe : KnownWeakness,
        _ => 0,
    };
}
