using NanoAgent.Attestation.Claims;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Pages.Layout;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Collector.Pages;

/// <summary>How checks, their answers and units' states are said and shown; the words are those of evidence packs where these have them.</summary>
internal static class CheckTexts
{
    private static readonly Dictionary<string, Text> _found = new(StringComparer.Ordinal)
    {
        [CollectorFindings.CountersOnlyGrow] = new("個体のカウンタが戻った", "A counter of the unit went back"),
        [CollectorFindings.KeyShared] = new("別の UEID が同じ鍵の所持を証明した", "Another UEID proved possession of this unit's key"),
        [CollectorFindings.CredentialShared] = new("出荷時の認証値が他の個体と同じ", "A factory-set credential equals another unit's"),
        [CollectorFindings.LogForked] = new("個体が見たログの先頭がこの収集サーバにない", "The unit saw a tree head that this log never had"),
    };

    /// <summary>The question that a check asks, or what the collector found.</summary>
    public static Text Question(string check) => _found.TryGetValue(check, out Text? text) ? text : PackTexts.Check(check);

    /// <summary>An outcome's word.</summary>
    public static Text Of(Outcome outcome) => PackTexts.Outcome(Attestation.Token.ClaimNames.Of(outcome));

    /// <summary>A basis's word.</summary>
    public static Text Of(Basis basis) => PackTexts.Basis(Attestation.Token.ClaimNames.Of(basis));

    /// <summary>How an outcome is shown: what is not known never looks good.</summary>
    public static Tone ToneOf(Outcome outcome) => outcome switch
    {
        Outcome.Success => Tone.Good,
        Outcome.Fail => Tone.Bad,
        _ => Tone.Unknown,
    };

    /// <summary>How a unit's state is shown.</summary>
    public static Tone ToneOf(Devices.UnitState state) => state switch
    {
        Devices.UnitState.Active => Tone.Good,
        Devices.UnitState.Failed => Tone.Bad,
        Devices.UnitState.Stale => Tone.Warning,
        Devices.UnitState.Pending => Tone.Unknown,
        Devices.UnitState.Revoked => Tone.Bad,
        _ => Tone.Idle,
    };
}
