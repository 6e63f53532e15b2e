using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>The fixed words of a pack in its two languages. Codes for which there are none are shown as they are.</summary>
public static class PackTexts
{
    private static readonly Dictionary<string, Text> Checks = new(StringComparer.Ordinal)
    {
        ["default-credentials"] = new("既定の認証値が残っていないか", "No known default credential opens"),
        ["credentials-unique"] = new("出荷時の認証値が個体固有か", "Factory-set credentials are the unit's own"),
        ["credential-change"] = new("認証値を変更でき、古い値は拒否されるか", "Credentials can be changed, the old value is refused"),
        ["access-control"] = new("認証なしのアクセスを拒否するか", "Access without credentials is refused"),
        ["brute-force"] = new("総当たりを遅らせるか", "Guessing is slowed down"),
        ["update-mechanism"] = new("アップデートの手段があるか", "There is a way to update"),
        ["update-verification"] = new("正当なアップデートだけを受け入れるか", "Only genuine updates are accepted"),
        ["update-channel"] = new("アップデートの経路が検証されるか", "Updates come over a verified channel"),
        ["storage-protection"] = new("保管した秘密が保護されているか", "Stored secrets are protected"),
        ["transport-security"] = new("誤った CA・ホスト名の相手を拒否するか", "Wrong CA and wrong host are refused"),
        ["interfaces"] = new("宣言したインタフェースだけが使われているか", "Only declared interfaces are in use"),
        ["debug-interface"] = new("デバッグインタフェースが閉じているか", "The debug interface is closed"),
        ["outage-recovery"] = new("停電・再起動後も設定が保たれるか", "Settings outlast reboots and power cuts"),
        ["erasure"] = new("消去後に何も読めないか", "Erasing leaves nothing readable"),
        ["event-log"] = new("出来事がログに残り、鎖が切れていないか", "Events are found in the log, whole and without secrets"),
        ["identity"] = new("個体自身の識別子と鍵を持つか", "The unit has an identity of its own"),
        ["software-inventory"] = new("動いているソフトウェアが分かるか", "It is known what software runs"),
        ["randomness"] = new("乱数源が生きているか", "The random source is alive, and fed"),
        ["clock"] = new("時計が合っているか", "The clock is set"),
        ["secure-boot"] = new("署名されたファームウェアだけが起動するか", "Only signed firmware is started"),
        ["flash-encryption"] = new("フラッシュが暗号化されているか", "The flash is encrypted by the chip"),
        ["anti-rollback"] = new("古いファームウェアを拒否するか", "Older firmware is refused by the chip"),
        ["support-period"] = new("サポート期間が示され、終わっていないか", "The support period is stated and not over"),
        ["fleet-uniqueness"] = new("同じ出荷時認証値が他の個体にないか(収集サーバの照合)", "No factory-set credential repeats on another unit (compared by the collector)"),
        ["freshness"] = new("使用中の個体が期限内に報告したか", "Every unit in use reported in time"),
    };

    /// <summary>The question of a check.</summary>
    public static Text Check(string id) => Checks.GetValueOrDefault(id) ?? new Text(id, id);

    /// <summary>The name of a state.</summary>
    public static Text State(CriterionState state) => state switch
    {
        CriterionState.Satisfied => new("充足", "satisfied"),
        CriterionState.NotSatisfied => new("不充足", "not satisfied"),
        CriterionState.NotApplicable => new("適用除外", "not applicable"),
        CriterionState.NeedsRecord => new("記録待ち", "needs a record"),
        _ => new("不明", "unknown"),
    };

    /// <summary>What a state means, in one clause.</summary>
    public static Text StateMeaning(CriterionState state) => state switch
    {
        CriterionState.Satisfied => new("必要な種類の記録がそろい、担当者が確認した", "every required kind of record is there and a named person confirmed the row"),
        CriterionState.NotSatisfied => new("記録又は個体の報告が反している", "a record or a unit contradicts the row"),
        CriterionState.NotApplicable => new("担当者が理由を付けて除外した", "a named person set it aside, with a reason"),
        CriterionState.NeedsRecord => new("文書・試験・確認のどれかが足りない", "a document, a test or the confirmation is missing"),
        _ => new("必要な事実がまだ分からない", "a required fact is not known yet"),
    };

    /// <summary>The name of a kind of record.</summary>
    public static Text Kind(string kind) => kind switch
    {
        "device-claim" => new("個体の署名付き報告", "signed device claims"),
        "collector-check" => new("収集サーバの検査", "collector check"),
        "test-record" => new("外部からの実機試験", "external device test"),
        "vendor-document" => new("製造者の文書", "vendor document"),
        _ => new(kind, kind),
    };

    /// <summary>What is open, said of one row.</summary>
    public static Text Open(OpenItem item) => item.Reason switch
    {
        OpenReason.ContradictedByUnits => new($"{item.Units} 台の報告が反している:{Check(item.Name).Ja}", $"{Plural.Of(item.Units, "unit contradicts", "units contradict")} it: {Check(item.Name).En}"),
        OpenReason.ContradictedByPast => new($"{item.Units} 台に未了解の過去の失敗がある:{Check(item.Name).Ja}", $"{Plural.Of(item.Units, "unit has", "units have")} an earlier failure that nobody acknowledged: {Check(item.Name).En}"),
        OpenReason.ContradictedByCollector => new($"収集サーバの検査が反している:{Check(item.Name).Ja}", $"the collector's check contradicts it: {Check(item.Name).En}"),
        OpenReason.ContradictedByTest => new($"実機試験が反している:{item.Name}", $"a device test contradicts it: {item.Name}"),
        OpenReason.FactUnknown => new($"事実が分からない:{Check(item.Name).Ja}", $"not known: {Check(item.Name).En}"),
        OpenReason.KindMissing => new($"足りない記録:{Kind(item.Name).Ja}", $"missing record: {Kind(item.Name).En}"),
        OpenReason.NotConfirmed => new("担当者の確認がない", "no named person confirmed it"),
        OpenReason.NotApplicableVoid => new($"適用除外は無効:個体がその機能を示した({Check(item.Name).Ja})", $"the mark \"not applicable\" is void: a unit shows the function ({Check(item.Name).En})"),
        _ => new("この行は適用除外にできない", "this row can never be not applicable"),
    };

    /// <summary>What to do next about it.</summary>
    public static Text Next(OpenItem item) => item.Reason switch
    {
        OpenReason.ContradictedByUnits => new("該当する個体を直し、新しい報告を受ける", "mend the units named and receive a fresh report"),
        OpenReason.ContradictedByPast => new("原因を調べ、了解を記録する", "find the cause and record the acknowledgement"),
        OpenReason.ContradictedByCollector => new("該当する個体の認証値を変え、もう一度照合する", "change the credentials concerned and compare again"),
        OpenReason.ContradictedByTest => new("原因を直し、試験をやり直す", "mend the cause and test again"),
        OpenReason.FactUnknown when Schemes.CollectorCheckIds.All.Contains(item.Name) => new("収集サーバが二台以上の個体を照合する", "let the collector compare at least two units"),
        OpenReason.FactUnknown => new("観測できる構成で報告を受けるか、その事実を含む試験記録を加える", "receive a report that can observe it, or add a test record that supplies the fact"),
        OpenReason.KindMissing => item.Name switch
        {
            "vendor-document" => new("文書の写しを加える(nanoagent record add)", "add a copy of the document (nanoagent record add)"),
            "test-record" => new("外部から試験し、署名付き記録を加える", "test from outside and add the signed record"),
            "collector-check" => new("二台以上の個体で照合する", "let the collector compare at least two units"),
            _ => new("個体の報告を受ける", "receive reports of units"),
        },
        OpenReason.NotConfirmed => new("内容を見て確認を記録する(nanoagent record confirm)", "look at the row and record the confirmation (nanoagent record confirm)"),
        _ => new("適用除外の記録を取り下げる", "withdraw the mark"),
    };

    /// <summary>What the calendar says.</summary>
    public static Text Life(LifeNotice notice) => notice switch
    {
        LifeNotice.LabelEnded => new("適合ラベルの有効期間(発行から最長二年)が過ぎている", "the label's time (at most two years from its issue) is over"),
        LifeNotice.LabelEndsSoon => new("適合ラベルの有効期間の終わりが近い", "the label's time ends soon"),
        LifeNotice.SupportEnded => new("サポート期間が終わっている", "the support period is over"),
        LifeNotice.SupportEndsSoon => new("サポート期間の終わりが近い", "the support period ends soon"),
        LifeNotice.SupportEndsBeforeLabel => new("サポートが適合ラベルの期限より先に終わる", "support ends before the label could"),
        _ => new("サポート終了日が記録されていない", "the end of support is not recorded"),
    };

    /// <summary>What changed since an earlier declaration.</summary>
    public static Text Notice(NoticeCause cause) => cause switch
    {
        NoticeCause.Firmware => new("ファームウェアの版", "firmware version"),
        NoticeCause.Models => new("型番", "models"),
        NoticeCause.SupportPeriod => new("サポート期間", "support period"),
        _ => new("充足していた行がそうでなくなった", "a row that held no longer does"),
    };

    /// <summary>Why a record does not count.</summary>
    public static Text WhyNot(string code) => code switch
    {
        "other-firmware" => new("別のファームウェア版のもの", "of another firmware version"),
        "virtual-or-real" => new("仮想・実機の別が合わない", "virtual beside real, or the other way round"),
        "in-the-future" => new("日付が未来", "dated in the future"),
        "expired" => new("有効期限切れ", "no longer valid"),
        "inconclusive" => new("結論が出ていない", "inconclusive"),
        "copy-missing-or-changed" => new("写しがないか、記録後に変わった", "its copy is missing or has changed"),
        _ => new(code, code),
    };

    /// <summary>Where a unit's key lies.</summary>
    public static Text KeyProtection(string name) => name switch
    {
        "plain-flash" => new("平文のフラッシュ", "plain flash"),
        "encrypted-flash" => new("暗号化フラッシュ", "encrypted flash"),
        "secure-element" => new("セキュアエレメント", "secure element"),
        "efuse" => new("eFuse", "eFuse"),
        _ => new("不明", "unknown"),
    };

    /// <summary>Where a unit stands.</summary>
    public static Text UnitState(string name) => name switch
    {
        "active" => new("使用中", "in use"),
        "stale" => new("報告途絶", "stale"),
        "repair" => new("修理中", "in repair"),
        "transferred" => new("譲渡済み", "transferred"),
        "retired" => new("使用終了", "retired"),
        "revoked" => new("鍵失効(数えない)", "key revoked (not counted)"),
        FleetTally.VirtualLeftOut => new("仮想(数えない)", "virtual (not counted)"),
        _ => new("不明", "unknown"),
    };

    /// <summary>An answer of a check.</summary>
    public static Text Outcome(string name) => name switch
    {
        "success" => new("成立", "success"),
        "fail" => new("不成立", "fail"),
        "not-run" => new("未実行", "not run"),
        "absent" => new("観測できない・該当なし", "absent"),
        "none" => new("回答なし", "no answer"),
        _ => new(name, name),
    };

    /// <summary>How an external test ended.</summary>
    public static Text Test(TestOutcome outcome) => outcome switch
    {
        TestOutcome.Pass => new("合格", "pass"),
        TestOutcome.Fail => new("不合格", "fail"),
        _ => new("結論なし", "inconclusive"),
    };

    /// <summary>What a check of the collector found, with its numbers.</summary>
    public static Text Found(CollectorCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        Text answer = Answer(check.Answer);
        int others = check.Units - check.Concerned.Count;
        return check.Id switch
        {
            CollectorCheckIds.Freshness => new($"{answer.Ja}:{check.Units} 台中 {others} 台が期限内に報告", $"{answer.En}: {others} of {Plural.Of(check.Units, "unit")} reported in time"),
            CollectorCheckIds.FleetUniqueness => new(
                $"{answer.Ja}:{check.Units} 台を照合、{check.Concerned.Count} 台が他の個体と同じ", $"{answer.En}: {Plural.Of(check.Units, "unit")} compared, {check.Concerned.Count} of them equal to another"),
            _ => new($"{answer.Ja}:{check.Note}", $"{answer.En}: {check.Note}"),
        };
    }

    /// <summary>The answer of a check of the collector.</summary>
    public static Text Answer(CheckAnswer answer) => answer switch
    {
        CheckAnswer.Holds => new("成立", "holds"),
        CheckAnswer.Fails => new("不成立", "fails"),
        CheckAnswer.NothingToCheck => new("対象なし", "nothing to check"),
        _ => new("不明", "unknown"),
    };

    /// <summary>What a vendor document is; the vendor's own word where it is none of these.</summary>
    public static Text DocumentType(string type) => type switch
    {
        "policy" => new("方針", "policy"),
        "manual" => new("説明書", "manual"),
        "design" => new("設計文書", "design document"),
        "asset-list" => new("資産一覧", "asset list"),
        "screenshot" => new("画面の写し", "screenshot"),
        "photo" => new("写真", "photo"),
        _ => new(type, type),
    };

    /// <summary>On what an answer stands.</summary>
    public static Text Basis(string name) => name switch
    {
        ProvisionedFleet.Basis => new("プロビジョニング記録による", "by provisioning record"),
        "probed" => new("試して確認", "probed"),
        "measured" => new("状態を読んで確認", "measured"),
        "declared" => new("ファームウェアの申告", "declared by the firmware"),
        _ => new("根拠なし", "no basis"),
    };

    /// <summary>How sure a row is.</summary>
    public static Text Confidence(Confidence confidence) => confidence switch
    {
        Schemes.Confidence.High => new("高", "high"),
        Schemes.Confidence.Medium => new("中", "medium"),
        Schemes.Confidence.LowMedium => new("低〜中", "low to medium"),
        _ => new("低", "low"),
    };
}
