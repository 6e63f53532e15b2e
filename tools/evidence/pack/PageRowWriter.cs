using System.Text;
using NanoAgent.Schemes;
using static NanoAgent.Evidence.PageWriter;

namespace NanoAgent.Evidence;

/// <summary>The part of the page about one criterion: state, what is missing, and the four kinds of record, apart.</summary>
internal sealed class PageRowWriter(StringBuilder html)
{
    /// <summary>One answer, how many units gave it, and on what it stands.</summary>
    public static string Answer(string key, int units)
    {
        string[] parts = key.Split(':');
        string reason = parts[1] is "holds" or "no-answer" ? "" : $" {T(ReasonTexts.Of(parts[1]))} <code>{E(parts[1])}</code>";
        return $"{T(PackTexts.Outcome(parts[0]))}{reason} <span class=\"soft\">({T(PackTexts.Basis(parts[2]))}) × {units}</span>";
    }

    /// <summary>Appends it.</summary>
    public void Append(DeclarationRow row)
    {
        Criterion c = row.Criterion;
        html.Append($"<section class=\"row\" id=\"{E(c.Id)}\">\n<div class=\"top\"><h3>{E(c.Id)} {T(c.Title)}</h3>{Chip(row.State)}</div>\n<p>{T(c.Demand)}</p>\n");
        html.Append($"<p class=\"note soft\">{T("この行の確度", "Confidence of this row")}: {T(PackTexts.Confidence(c.Confidence))} · {T(c.DemandStatus)} · {Compared(row)}</p>\n");
        Open(row);
        html.Append("<div class=\"inputs\">\n");
        Claims(row);
        Collector(row);
        Tests(row);
        Documents(row);
        html.Append("</div>\n");
        Person(row);
        html.Append("</section>\n");
    }

    private static string Compared(DeclarationRow row) => row.Comparison is ComparisonRecord c
        ? T($"公式文書と照合済み({c.Document} {c.Version}、{c.By}、{c.Date})", $"compared with the official text ({c.Document} {c.Version}, {c.By}, {c.Date})")
        : T("公式文書とは未照合", "not compared with the official text");

    private void Open(DeclarationRow row)
    {
        if (row.Open.Count == 0)
        {
            return;
        }

        html.Append($"<div class=\"open\"><h4>{T("足りないもの・反しているもの → 次にすること", "What is missing or contradicts → what to do next")}</h4>\n<ul>\n");

        foreach (OpenItem item in row.Open)
        {
            html.Append($"<li>{T(PackTexts.Open(item))} <span class=\"soft\">→ {T(PackTexts.Next(item))}</span></li>\n");
        }

        html.Append("</ul></div>\n");
    }

    private void Claims(DeclarationRow row)
    {
        Begin(row, RecordKind.DeviceClaim);

        foreach (CheckInput check in row.Checks)
        {
            string answers = check.Answers.Count == 0 ? T("報告なし", "not reported") : string.Join(", ", check.Answers.Select(a => Answer(a.Key, a.Value)));
            string past = check.Past > 0 ? $"<br>{T($"未了解の過去の失敗 × {check.Past}", $"earlier failures, not acknowledged × {check.Past}")}" : "";
            string who = check.Concerned.Count > 0 ? $"<br>{string.Join(" ", check.Concerned.Select(u => $"<code>{E(u)}</code>"))}" : "";
            string test = check.SuppliedByTest ? $"<br>{T("試験記録がこの事実を補う", "a test record supplies this fact")}" : "";
            html.Append($"<li><b>{T(PackTexts.Check(check.Check))}</b>{(check.Required ? "" : " " + T("(補助)", "(supporting)"))}<br>{answers}{past}{who}{test}{Facts(check)}</li>\n");
        }

        End(row.Checks.Count);
    }

    // A value that every answering unit gave stands alone; otherwise how many gave it.
    private static string Facts(CheckInput check) => check.Facts.Count == 0 ? "" : "<details><summary class=\"soft\">" + T("観測した事実", "facts observed") + "</summary><p class=\"soft\">"
        + string.Join(" · ", check.Facts.Select(f => $"{E(f.Key)}: {string.Join(", ", f.Value.Select(v => f.Value.Count == 1 ? E(v.Key) : $"{E(v.Key)} × {v.Value}"))}")) + "</p></details>";

    private void Collector(DeclarationRow row)
    {
        Begin(row, RecordKind.CollectorCheck);

        foreach (CollectorInput input in row.CollectorChecks)
        {
            string answer = input.Result is null ? T("なし", "none") : T(PackTexts.Found(input.Result));
            html.Append($"<li><b>{T(PackTexts.Check(input.Check))}</b><br>{answer}</li>\n");
        }

        End(row.CollectorChecks.Count);
    }

    private void Tests(DeclarationRow row)
    {
        Begin(row, RecordKind.TestRecord);

        foreach (TestInput test in row.Tests)
        {
            html.Append($"<li><b>{T(PackTexts.Test(test.Content.Outcome))}</b> {E(test.Content.Summary)}<br><span class=\"soft\">{E(test.Content.Tester)}, {E(test.Content.Tool)}, <a href=\"records/{E(test.File)}\">{E(test.File)}</a></span>{WhyNot(test.WhyNot)}</li>\n");
        }

        End(row.Tests.Count);
    }

    private void Documents(DeclarationRow row)
    {
        Begin(row, RecordKind.VendorDocument);

        foreach (DocumentInput d in row.Documents)
        {
            html.Append($"<li><a href=\"documents/{E(d.Document.File)}\">{E(d.Document.Title)}</a> <span class=\"soft\">{T(PackTexts.DocumentType(d.Document.Type))}, <span class=\"day\">{E(d.Document.Date)}</span></span>{WhyNot(d.WhyNot)}</li>\n");
        }

        if (row.Documents.Count == 0 && row.Criterion.VendorEvidence.Count > 0)
        {
            html.Append($"<li class=\"soft\">{T("なし。例:", "none; for example: ")}{string.Join(" / ", row.Criterion.VendorEvidence.Select(T))}</li>\n");
        }

        End(row.Documents.Count + row.Criterion.VendorEvidence.Count);
    }

    private static string WhyNot(string? code) => code is null ? "" : $"<br><span class=\"chip unknown\">{T("数えない", "does not count")}</span> {T(PackTexts.WhyNot(code))}";

    private void Begin(DeclarationRow row, RecordKind kind)
    {
        string required = row.Criterion.Requires.Contains(kind) ? $" · {T("必要", "required")}" : "";
        html.Append($"<div><h4>{T(PackTexts.Kind(RowJudge.NameOf(kind)))}{required}</h4><ul>\n");
    }

    private void End(int count) => html.Append(count == 0 ? $"<li class=\"soft\">{T("なし", "none")}</li></ul></div>\n" : "</ul></div>\n");

    private void Person(DeclarationRow row)
    {
        if (row.NotApplicable is NotApplicableRecord mark)
        {
            html.Append($"<p>{T("適用除外の記録", "Marked not applicable")}: {E(mark.Reason)} <span class=\"soft\">{E(mark.By)}, {E(mark.Date)}</span></p>\n");
        }

        if (row.Confirmation is ConfirmationRecord c)
        {
            html.Append($"<p>{T("確認", "Confirmed by")}: {E(c.By)}, {E(c.Date)} <span class=\"soft\">{E(c.Note ?? "")}</span></p>\n");
        }

        if (row.Criterion.NotApplicable.Allowed)
        {
            html.Append($"<p class=\"soft\">{T("適用除外の規則(未照合)", "Rule for \"not applicable\" (unverified)")}: {T(row.Criterion.NotApplicable.When)}</p>\n");
        }
    }
}
