using System.Text.Json;
using NanoAgent.Attestation.Verify;
using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>Why there is no declaration, in the two languages.</summary>
public static class RefusalTexts
{
    /// <summary>Why a declaration could not be made, in one sentence; the result's detail says about what.</summary>
    public static Text Of(DeclarationRefusal refusal) => refusal switch
    {
        DeclarationRefusal.EmptyScheme => new("この制度の要件はまだ入力されていません。", "The scheme's criteria are not entered yet."),
        DeclarationRefusal.BadRecord => new("使えない記録ファイルがあります。", "A record file cannot be used."),
        DeclarationRefusal.BadEvidence => new("個体が署名したとされるものが検証できません。", "What a unit is said to have signed does not verify."),
        DeclarationRefusal.LogForked => new("ログが前のパックのログの続きではありません:誰かが二つの履歴を持っています。", "The log is not the earlier pack's log grown: somebody has two histories."),
        DeclarationRefusal.OtherEarlier => new("前のパックは別の製品のものか、一方だけがデモです。", "The earlier pack is of another product, or only one of the two is a demonstration."),
        DeclarationRefusal.RealUnitsInDemonstration => new("仮想の個体は実機と並べて数えません。", "Virtual units never count beside real ones."),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };

    /// <summary>What of a unit does not hold, in one clause.</summary>
    public static Text Of(UnitProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        string code = JsonNamingPolicy.KebabCaseLower.ConvertName(problem.Refusal.ToString());
        string claim = problem.Claim is null ? "" : ": " + problem.Claim;
        return problem.Fault switch
        {
            UnitFault.Key => new("鍵が P-256 の鍵でない", "its key is no P-256 key"),
            UnitFault.Enrolment => new($"登録が拒否される:{Ja(problem.Refusal)}({code})", $"its enrolment is refused: {code}"),
            UnitFault.EnrolmentKey => new("登録が別の鍵による", "its enrolment is by another key"),
            UnitFault.EnrolmentUnit => new("登録が別の個体を指す", "its enrolment names another unit"),
            UnitFault.Token => new($"トークンが拒否される:{Ja(problem.Refusal)}({code}{claim})", $"a token is refused: {code}{claim}"),
            UnitFault.Firmware => new("トークンが別のファームウェア版のもの", "a token is of another firmware version"),
            _ => throw new ArgumentOutOfRangeException(nameof(problem)),
        };
    }

    private static string Ja(Refusal refusal) => refusal switch
    {
        Refusal.TooLarge => "長すぎる",
        Refusal.Malformed => "形が正しくない",
        Refusal.WrongType => "種類(typ)が違う",
        Refusal.UnknownCritical => "知らない拡張(crit)を求める",
        Refusal.WrongAlgorithm => "アルゴリズムが ES256 でない",
        Refusal.UnknownUnit => "登録のない鍵",
        Refusal.RevokedUnit => "失効した鍵",
        Refusal.BadSignature => "署名がこの内容とこの鍵のものでない",
        Refusal.WrongProfile => "プロファイルが違う",
        Refusal.MissingClaim => "クレームがない",
        Refusal.InvalidClaim => "クレームの型か範囲が違う",
        Refusal.WrongAudience => "別の収集サーバに宛てたもの",
        Refusal.WrongUnit => "別の個体のもの",
        Refusal.StaleNonce => "ノンスが古いか、この鍵に渡したものでない",
        Refusal.UsedNonce => "ノンスが別の内容で使われた",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}
