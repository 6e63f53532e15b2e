using System.Globalization;
using System.Text;
using NanoAgent.Schemes;
using static NanoAgent.Evidence.PageWriter;

namespace NanoAgent.Evidence;

/// <summary>The part of the page about time: the label's life, the end of support, and what changed since an earlier declaration.</summary>
internal static class PageLifeWriter
{
    /// <summary>Appends it.</summary>
    public static void Append(StringBuilder html, DeclarationResult result)
    {
        LabelLife life = LabelLife.Of(result.Product, result.Scheme.Id, DateOnly.FromDateTime(result.Options.Now.UtcDateTime));

        if (life.EndsAtLatest is DateOnly end)
        {
            string day = end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            html.Append($"<p>{T($"適合ラベルは遅くとも {day} に期限を迎えます(発行から最長二年)。", $"The label ends on {day} at the latest (two years from its issue).")}</p>\n");
        }

        foreach (LifeNotice notice in life.Notices)
        {
            html.Append($"<p class=\"open\">{T(PackTexts.Life(notice))}</p>\n");
        }

        if (result.Earlier is EarlierDeclaration earlier)
        {
            AppendEarlier(html, earlier, Continuity.Of(earlier, result), result);
        }
    }

    private static void AppendEarlier(StringBuilder html, EarlierDeclaration earlier, Continuity continuity, DeclarationResult result)
    {
        string made = DateTimeOffset.FromUnixTimeSeconds(earlier.Made).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        html.Append($"<h2>{T("前回の宣言からの変化", "Since the earlier declaration")}</h2>\n<p>{E(earlier.Product)} {E(earlier.Firmware)}, {made} <span class=\"soft\">(manifest <code>{E(earlier.Manifest)}</code>)</span></p>\n");

        if (earlier.Head is TreeHead before)
        {
            html.Append($"<p>{T($"収集サーバのログは、前回の {before.Size} 件から今回の {result.Head!.Size} 件へ、書き換えなしに伸びています(証明を同梱)。", $"The collector's log grew from {Plural.Of(before.Size, "entry", "entries")} then to {result.Head!.Size} now without a change to the earlier ones; the proof is in this pack.")}</p>\n");
        }

        html.Append($"<p>{T($"{continuity.Unchanged} 行は同じ状態です。", $"{Plural.Of(continuity.Unchanged, "row has", "rows have")} the same state.")}</p>\n");

        if (continuity.Changes.Count > 0)
        {
            html.Append($"<table class=\"list\"><thead><tr><th scope=\"col\">{T("番号", "No.")}</th><th scope=\"col\">{T("前回", "Then")}</th><th scope=\"col\">{T("今回", "Now")}</th></tr></thead><tbody>\n");

            foreach (RowChange change in continuity.Changes)
            {
                html.Append($"<tr><td>{E(change.Id)}</td><td>{State(change.Before)}</td><td>{State(change.Now)}</td></tr>\n");
            }

            html.Append("</tbody></table>\n");
        }

        if (continuity.Notices.Count > 0)
        {
            html.Append($"<p class=\"open\">{T("変わったもの", "What changed")}: {string.Join(" · ", continuity.Notices.Select(n => T(PackTexts.Notice(n))))}. ")
                .Append($"{T("変更届・報告届が要るかは制度の窓口に確かめてください(規則の詳細は未確認です)。", "Ask the scheme's owner whether a change or report notice is due; its rules on that were not found.")}</p>\n");
        }
    }

    private static string State(CriterionState? state) => state is CriterionState known ? Chip(known) : "–";
}
