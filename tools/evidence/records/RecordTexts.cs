using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>Broken rules in the two languages.</summary>
public static class RecordTexts
{
    /// <summary>Why a record is not taken, in one clause.</summary>
    public static Text Of(RecordFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return OfFile(fault) ?? OfText(fault) ?? OfProduct(fault.Rule) ?? OfContent(fault.Rule);
    }

    /// <summary>Why a file cannot be used, with its name.</summary>
    public static Text Of(RecordProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Text why = Of(problem.Fault);
        return new Text($"{problem.File}:{why.Ja}", $"{problem.File}: {why.En}");
    }

    private static Text? OfFile(RecordFault fault) => fault.Rule switch
    {
        RecordRule.FileSize => new($"{RecordStore.MaxRecordBytes} バイトを超えている", $"larger than {RecordStore.MaxRecordBytes} bytes"),
        RecordRule.Readable => new(fault.Line > 0 ? $"{fault.Line} 行目が、記録の JSON として読めない" : "記録の JSON でないか、種類(kind)が書かれていない", fault.What),
        RecordRule.OneOfItsProduct => new($"{fault.What} が同じ製品の記録:どちらかを消す", $"{fault.What} is a record of the same product: delete one"),
        RecordRule.DocumentSize => new(
            $"文書の大きさは 1〜{RecordStore.MaxDocumentBytes} バイト(このファイルは {fault.What})", $"a document has 1 to {RecordStore.MaxDocumentBytes} bytes, got {fault.What}"),
        RecordRule.TestFile => new($"署名付き試験記録のファイルがないか、{RecordStore.MaxRecordBytes} バイトを超えるか、別のもの", $"no signed test record of at most {RecordStore.MaxRecordBytes} bytes"),
        _ => null,
    };

    private static Text? OfText(RecordFault fault) => fault.Rule switch
    {
        RecordRule.NoEmptyText => new("必要な項目が空", "a required text is empty"),
        RecordRule.PlainText => new(
            $"{RecordRules.MaxText} 文字を超える文か、見えない文字や並びの向きを変える文字、または一行の項目に改行がある",
            $"a text is longer than {RecordRules.MaxText} characters, holds characters that are hidden or turn its direction, or breaks a line where one line belongs"),
        RecordRule.AllowedWords => new($"「{fault.What}」を製品について言うことはできない", $"\"{fault.What}\" may not be said of a product"),
        RecordRule.FilledIn => new($"文書に、ひな形の埋めるべき箇所が残っている:{fault.What}", $"the document still has a place of the template to fill in: {fault.What}"),
        RecordRule.Date => new("日付は yyyy-MM-dd の形で書く", "date of the form yyyy-MM-dd"),
        RecordRule.RecordedAt => new($"記録した時刻は {RecordTime.Form} の形で書く", $"time of recording of the form {RecordTime.Form}"),
        _ => null,
    };

    private static Text? OfProduct(RecordRule rule) => rule switch
    {
        RecordRule.Model => new("製品には型番が一つは要る", "a product needs a model"),
        RecordRule.ReasonAlike => new("型番が複数ある製品群には、同じものといえる理由が要る", "a family of several models needs the reason why they are alike"),
        RecordRule.CorporateNumber => new(
            "法人番号は 13 桁:検査用数字が合わないか、別の番号", "a corporate number has 13 digits, and its check digit does not hold or it is another number"),
        RecordRule.LabelIssued => new("適合ラベルの終わりはあるが、発行日がない", "a label's end without its issue"),
        RecordRule.LabelTime => new(
            $"適合ラベルの終わりは、発行日より後で、最長 {LabelLife.MostYears} 年", $"a label ends after its issue, and at most {LabelLife.MostYears} years after it"),
        RecordRule.Retention => new("証拠の保存は 1〜100 年", "evidence is kept for 1 to 100 years"),
        _ => null,
    };

    private static Text OfContent(RecordRule rule) => rule switch
    {
        RecordRule.Criterion => new("文書には要件が一つは要る", "a document needs a criterion"),
        RecordRule.PlainName => new("文書のファイル名に使えない文字がある", "the document's file is no plain name"),
        RecordRule.Hash => new("sha256 は 16 進小文字 64 桁", "sha256 of 64 lower-case digits"),
        RecordRule.TestSignature => new("試験記録の署名か内容が正しくない", "the signature or the content of the test record does not hold"),
        RecordRule.ProvisioningSignature => new("プロビジョニング記録の署名か内容が正しくない", "the signature or the content of the provisioning record does not hold"),
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };
}
