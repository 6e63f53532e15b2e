using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Collector.Pages.Layout;
using NanoAgent.Schemes;

namespace NanoAgent.Collector.Pages.Units;

/// <summary>What each claim of an attestation result says about a unit, in words: why its appraisal is no better (README.md, "The appraisal").</summary>
internal static class AppraisalTexts
{
    private static readonly Dictionary<(string Claim, int Value), Text> _said = new()
    {
        [("instance-identity", 2)] = new("登録済みの鍵で署名している", "signed by the enrolled key"),
        [("configuration", 2)] = new("参照値が問う検査はどれも満たし、宣言も許容の範囲", "whatever the reference values ask for holds, and no more is declared than they allow"),
        [("configuration", 32)] = new("参照値で warns とした検査が失敗している", "a check fails whose policy in the reference values is warns"),
        [("configuration", 36)] = new(
            "観測できないもの・ない機能・報告されなかった検査(参照値が挙げるもの)がある",
            "something could not be observed, a function is missing, or a check that the reference values name was not reported"),
        [("configuration", 96)] = new("検査が失敗しているか、宣言が参照値の許容を超える・異なる", "a check fails, or more or other is declared than the reference values allow"),
        [("executables", 2)] = new("参照値どおりのソフトウェア", "the software is as the reference values say"),
        [("executables", 32)] = new("参照値の最低版より古い", "older than the reference values' minimum version"),
        [("executables", 33)] = new("ソフトウェアの名称・一覧が参照値と異なる", "the software's name or inventory is another than the reference values say"),
        [("hardware", 2)] = new("鍵はセキュアエレメントまたは eFuse にあると個体が述べている", "the key lies in a secure element or eFuse, as the unit says"),
        [("hardware", 32)] = new(
            "鍵をソフトウェアが読める(フラッシュ上)か、置き場所が不明か、模擬の個体。このため affirming にはならない",
            "software can read the key, as in any flash, or nobody knows where it lies, or the unit is simulated: never affirmed"),
        [("storage-opaque", 2)] = new("秘密は守られ、鍵もハードウェアにある", "secrets are protected, with a key in hardware"),
        [("storage-opaque", 32)] = new("秘密は守られているが、鍵がハードウェアにない", "secrets are protected, though without a key in hardware"),
        [("storage-opaque", 96)] = new("秘密の保護の検査が失敗している", "the check of how secrets are stored fails"),
    };

    /// <summary>The words; the value itself for one that an earlier or later version gave.</summary>
    public static Text Of(string claim, int value) => _said.TryGetValue((claim, value), out Text? text) ? text : new Text($"{value}", $"{value}");

    /// <summary>How a tier is shown.</summary>
    public static Tone ToneOf(EarStatus tier) => tier switch
    {
        EarStatus.Affirming => Tone.Good,
        EarStatus.Warning => Tone.Warning,
        EarStatus.Contraindicated => Tone.Bad,
        _ => Tone.Unknown,
    };
}
