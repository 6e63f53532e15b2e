using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify;

namespace NanoAgent.Evidence;

/// <summary>One answer about a unit, as it is counted.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reason">The reason code.</param>
/// <param name="Basis">On what it stands: a basis of the token, or <see cref="ProvisionedFleet.Basis"/>.</param>
/// <param name="Facts">What the unit itself observed.</param>
internal sealed record UnitAnswer(string Check, Outcome Outcome, string Reason, string Basis, IReadOnlyList<KeyValuePair<string, object>> Facts)
{
    /// <summary>The answer as a tally names it.</summary>
    public string Key => $"{ClaimNames.Of(Outcome)}:{Reason}:{Basis}";

    /// <summary>True for an answer that may contradict a row: what did not hold, and what is known to be missing.</summary>
    public bool IsFailure => Outcome == Outcome.Fail || (Outcome == Outcome.Absent && Reason == Reasons.NotThere);

    /// <summary>The unit's own answer.</summary>
    public static UnitAnswer Of(TokenFinding f) => new(f.Check, f.Outcome, f.Reason, ClaimNames.Of(f.Basis), f.Facts);
}

/// <summary>
/// Joins provisioning records to what units say: a fact that stock firmware cannot see comes from the record, told apart by its
/// basis; where record and unit contradict, the check has failed, whoever is right.
/// </summary>
internal sealed class ProvisionedFleet
{
    /// <summary>The basis of an answer that stands on a provisioning record.</summary>
    public const string Basis = "provisioned";

    /// <summary>The reason when a unit says otherwise than its provisioning record.</summary>
    public const string Contradiction = "contradicts-provisioning";

    private readonly Dictionary<string, FuseFacts> _fuses = new(StringComparer.Ordinal);

    /// <summary>Takes the records of a product; the newest of a unit counts, none of the future does.</summary>
    public ProvisionedFleet(RecordStore records, string product, DateTimeOffset now)
    {
        foreach (ProvisioningContent content in UnitProvisioning.Read(records).Select(r => r.Content).Where(c => c.Product == product && c.At <= now.ToUnixTimeSeconds()).OrderBy(c => c.At))
        {
            _fuses[content.Ueid] = content.Fuses;
        }
    }

    /// <summary>What a unit says, joined with its provisioning record if there is one.</summary>
    public IEnumerable<UnitAnswer> Join(string ueid, IReadOnlyList<TokenFinding> findings) =>
        _fuses.TryGetValue(ueid, out FuseFacts? fuses) ? JoinCore(fuses, findings) : findings.Select(UnitAnswer.Of);

    /// <summary>What fuses say to the checks that they know, each beside the unit's own answer and what is counted of both.</summary>
    public static IReadOnlyList<ProvisionedAnswer> Compare(FuseFacts fuses, IReadOnlyList<TokenFinding> findings) =>
    [
        .. Said(fuses, findings).Select(said =>
        {
            TokenFinding? unit = findings.FirstOrDefault(f => f.Check == said.Check);
            UnitAnswer counted = unit is null ? said : Join(unit, said);
            return new ProvisionedAnswer(said.Check, said.Key, unit is null ? null : UnitAnswer.Of(unit).Key, counted.Key, counted.Reason == Contradiction);
        }),
    ];

    private static IEnumerable<UnitAnswer> Said(FuseFacts fuses, IReadOnlyList<TokenFinding> findings) =>
        new[] { SecureBoot(fuses), FlashEncryption(fuses), AntiRollback(fuses), DebugInterface(fuses, findings.FirstOrDefault(f => f.Check == CheckIds.DebugInterface)) }.OfType<UnitAnswer>();

    private static IEnumerable<UnitAnswer> JoinCore(FuseFacts fuses, IReadOnlyList<TokenFinding> findings)
    {
        Dictionary<string, UnitAnswer> provisioned = Said(fuses, findings).ToDictionary(a => a.Check);

        foreach (TokenFinding finding in findings)
        {
            yield return provisioned.Remove(finding.Check, out UnitAnswer? answer) ? Join(finding, answer) : UnitAnswer.Of(finding);
        }

        foreach (UnitAnswer answer in provisioned.Values)
        {
            yield return answer;
        }
    }

    private static UnitAnswer Join(TokenFinding finding, UnitAnswer provisioned) => finding.Outcome switch
    {
        Outcome.Success when provisioned.Outcome == Outcome.Success => UnitAnswer.Of(finding),
        Outcome.Fail when provisioned.Outcome == Outcome.Fail || IsAboutMore(finding) => UnitAnswer.Of(finding),
        Outcome.Success or Outcome.Fail => provisioned with { Outcome = Outcome.Fail, Reason = Contradiction, Facts = finding.Facts },
        _ => provisioned with { Facts = finding.Facts },
    };

    // Of the debug interface the fuses know JTAG only; an open debugger or a debug build is no contradiction.
    private static bool IsAboutMore(TokenFinding finding) => finding.Check == CheckIds.DebugInterface && finding.Reason != "jtag";

    private static UnitAnswer? SecureBoot(FuseFacts fuses) => fuses.SecureBoot switch
    {
        FuseState.On => Holds(CheckIds.SecureBoot),
        FuseState.Off => Fails(CheckIds.SecureBoot, "off"),
        _ => null,
    };

    private static UnitAnswer? FlashEncryption(FuseFacts fuses) => fuses.FlashEncryption switch
    {
        FlashEncryptionState.Release => Holds(CheckIds.FlashEncryption),
        FlashEncryptionState.Development => Fails(CheckIds.FlashEncryption, "development-mode"),
        FlashEncryptionState.Off => Fails(CheckIds.FlashEncryption, "off"),
        _ => null,
    };

    private static UnitAnswer? AntiRollback(FuseFacts fuses) => fuses.AntiRollback switch
    {
        FuseState.On => Holds(CheckIds.AntiRollback),
        FuseState.Off => Fails(CheckIds.AntiRollback, "off"),
        _ => null,
    };

    // A closed JTAG fills the gap only when the unit itself knows the other three signals, and they are good.
    private static UnitAnswer? DebugInterface(FuseFacts fuses, TokenFinding? finding)
    {
        bool restIsGood = finding is not null && Says(finding, "attached", "no") && Says(finding, "wire-protocol", "no") && Says(finding, "release-build", "yes");
        bool unitSaysOpen = finding is { Outcome: Outcome.Fail, Reason: "jtag" };

        return fuses.Jtag switch
        {
            PortState.Open => Fails(CheckIds.DebugInterface, "jtag"),
            PortState.Closed when restIsGood || unitSaysOpen => Holds(CheckIds.DebugInterface),
            _ => null,
        };
    }

    private static bool Says(TokenFinding finding, string fact, string value) => finding.Facts.Any(f => f.Key == fact && f.Value as string == value);

    private static UnitAnswer Holds(string check) => new(check, Outcome.Success, Reasons.Holds, Basis, []);

    private static UnitAnswer Fails(string check, string reason) => new(check, Outcome.Fail, reason, Basis, []);
}
