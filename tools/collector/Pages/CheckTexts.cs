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
        [CollectorFindings.EndorsementContradicted] = new("製造者の裏書が食い違う", "An endorsement contradicts the unit, or another unit's"),
        [CollectorFindings.RetiredReports] = new("使用終了とした個体がまだ報告している", "A retired unit goes on reporting"),
        [CollectorFindings.TransferredReports] = new("譲渡した個体が以前の鍵でまだ報告している", "A unit that was handed over goes on reporting under its old key"),
    };

    private static readonly Dictionary<string, Text> _reasons = new(StringComparer.Ordinal)
    {
        [CollectorReasons.ReportNumber] = new("報告番号が進んでいない", "the report number did not grow"),
        [CollectorReasons.BootCount] = new("起動回数が戻った", "the boot counter went back"),
        [CollectorReasons.EventCount] = new("ログの件数が戻った", "the event counter went back"),
        [CollectorReasons.SecondUeid] = new("別の UEID が同じ鍵で登録しようとした", "another UEID tried to enrol with the key"),
        [CollectorReasons.HeadNeverWas] = new("この収集サーバのログになかった先頭", "a head that this log never had"),
        [CollectorReasons.OtherKey] = new("裏書者は別の鍵を挙げている", "an endorser names another key"),
        [CollectorReasons.OtherModel] = new("裏書者は別の機種を挙げている", "an endorser names another model"),
        [CollectorReasons.MacOfAnother] = new("MAC が使用中の別の個体のもの", "the MAC is that of another unit in use"),
        [CollectorReasons.SerialOfAnother] = new("製造番号が使用中の別の個体のもの", "the serial number is that of another unit in use"),
        [CollectorReasons.EndorsersDiffer] = new("裏書者どうしが食い違う", "endorsers contradict each other"),
        [CollectorReasons.StillReports] = new("手を離れたとした後に報告が届いた", "a report came after somebody had said that it is gone"),
    };

    private static readonly Dictionary<string, Text> _whys = new(StringComparer.Ordinal)
    {
        [CollectorWhys.Enrolled] = new("登録した", "enrolled"),
        [CollectorWhys.Reports] = new("報告があり、失敗なし", "reports, and nothing fails"),
        [CollectorWhys.Fails] = new("検査が失敗したか、未了解の失敗がある", "a check fails, or failed and nobody acknowledged it"),
        [CollectorWhys.AnotherKey] = new("別の鍵で登録した", "enrolled with another key"),
    };

    /// <summary>The question that a check asks, or what the collector found.</summary>
    public static Text Question(string check) => _found.TryGetValue(check, out Text? text) ? text : PackTexts.Check(check);

    /// <summary>A reason code, of a check or of the collector.</summary>
    public static Text Reason(string code) => _reasons.TryGetValue(code, out Text? text) ? text : ReasonTexts.Of(code);

    /// <summary>Why a state was set: the collector's reasons come in both languages, a person's words stay their own.</summary>
    public static Text Why(string who, string why) =>
        _whys.TryGetValue(why, out Text? text) ? text : who == StateRows.Collector ? Question(why) : new Text(why, why);

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
