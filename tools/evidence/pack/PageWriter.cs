using System.Globalization;
using System.Net;
using System.Text;
using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>The page for people: one file, Japanese and English, nothing from a network, no script.</summary>
internal sealed class PageWriter
{
    private readonly DeclarationResult _r;
    private readonly StringBuilder _html = new();

    private PageWriter(DeclarationResult result) => _r = result;

    /// <summary>The page, UTF-8.</summary>
    public static byte[] Write(DeclarationResult result)
    {
        var page = new PageWriter(result);
        page.Head();
        page.Summary();
        PageLifeWriter.Append(page._html, result);
        page.Overview();
        var rows = new PageRowWriter(page._html);

        foreach (DeclarationRow row in result.Rows)
        {
            rows.Append(row);
        }

        page.Beyond();
        page.Units();
        page.Foot();
        return Encoding.UTF8.GetBytes(page._html.ToString());
    }

    /// <summary>Text that came from outside.</summary>
    public static string E(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A text in both languages; the page's switch shows one.</summary>
    public static string T(Text text) => $"<span class=\"ja\" lang=\"ja\">{E(text.Ja)}</span><span class=\"en\" lang=\"en\">{E(text.En)}</span>";

    /// <summary>A text in both languages.</summary>
    public static string T(string ja, string en) => T(new Text(ja, en));

    /// <summary>A state as a chip: sign, word and colour, so that no one of them carries it alone.</summary>
    public static string Chip(CriterionState state) => $"<span class=\"chip {ChecklistWriter.NameOf(state)}\">{Sign(state)} {T(PackTexts.State(state))}</span>";

    private static string Sign(CriterionState state) => state switch
    {
        CriterionState.Satisfied => "✓",
        CriterionState.NotSatisfied => "✕",
        CriterionState.NotApplicable => "–",
        CriterionState.NeedsRecord => "＋",
        _ => "?",
    };

    private void Head()
    {
        string name = _r.Product.Name ?? _r.Product.Product;
        _html.Append("<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n")
            .Append($"<title>{E(name)} {E(_r.Firmware)} – {E(_r.Scheme.Title.En)}</title>\n<style>\n{PageStyle.Css}\n</style>\n</head>\n<body>\n")
            .Append("<input class=\"pick\" type=\"radio\" name=\"lang\" id=\"ja\" checked aria-label=\"日本語\"><input class=\"pick\" type=\"radio\" name=\"lang\" id=\"en\" aria-label=\"English\">\n")
            .Append("<div class=\"langs\"><label for=\"ja\" lang=\"ja\">日本語</label><label for=\"en\" lang=\"en\">English</label></div>\n");

        if (_r.Options.Demonstration)
        {
            _html.Append($"<div class=\"mark\" aria-hidden=\"true\" style=\"{PageStyle.Watermark}\"></div>\n");
        }

        _html.Append($"<header>\n<p class=\"soft\">{T("自己点検の証拠", "Self-check evidence")}</p>\n<h1>{E(name)} <span class=\"soft\">{E(_r.Firmware)}</span></h1>\n");

        if (_r.Options.Demonstration)
        {
            _html.Append($"<p class=\"demo\">{T("デモンストレーション:仮想の個体による記録です。実在の製品の証拠にはなりません。", "DEMONSTRATION: made by virtual units. It is evidence of no real product.")}</p>\n");
        }

        Meta();
        _html.Append("</header>\n<main>\n");
    }

    private void Meta()
    {
        _html.Append("<dl class=\"meta\">");
        Pair("制度", "Scheme", T(_r.Scheme.Title));
        Pair("文書", "Document", E(_r.Scheme.Document));
        Pair("作成日時", "Made", E(_r.Options.Now.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)));
        Pair("型番", "Models", E(string.Join(", ", _r.Product.Models)));
        Optional("同じとみなす理由", "Why the models are alike", _r.Product.ReasonAlike);
        Optional("申請者", "Applicant", _r.Product.Applicant);
        Optional("法人番号", "Corporate number", _r.Product.CorporateNumber);
        Optional("申請番号", "Application number", _r.Product.ApplicationNumber);
        Optional("登録番号", "Label number", _r.Product.LabelNumber);
        Optional("適合ラベルの発行日", "Label issued", _r.Product.LabelIssued);
        Optional("適合ラベルの有効期限", "Label valid until", _r.Product.LabelEnds);
        Optional("サポート終了日", "Support ends", _r.Product.SupportEnds);
        Pair(
            "証拠の保存期間",
            "Evidence is kept for",
            T($"{_r.Product.RetentionYears} 年(私たちの設定で、制度の規則ではありません)", $"{_r.Product.RetentionYears} years (a setting of ours, not a rule of the scheme)"));
        Pair("収集サーバ", "Collector", $"<code>{E(_r.CollectorId)}</code>");
        _html.Append("</dl>\n");
    }

    private void Pair(string ja, string en, string html) => _html.Append($"<dt>{T(ja, en)}</dt><dd>{html}</dd>");

    private void Optional(string ja, string en, string? text)
    {
        if (text is not null)
        {
            Pair(ja, en, E(text));
        }
    }

    private void Summary()
    {
        _html.Append("<div class=\"tiles\">");

        foreach (CriterionState state in (CriterionState[])[CriterionState.Satisfied, CriterionState.NotSatisfied, CriterionState.Unknown, CriterionState.NeedsRecord, CriterionState.NotApplicable])
        {
            _html.Append($"<div class=\"tile\">{Chip(state)}<b>{_r.Count(state)}</b><span class=\"soft\">{T(PackTexts.StateMeaning(state))}</span></div>");
        }

        int open = _r.Rows.Count(x => x.IsOpen);
        _html.Append($"</div>\n<p>{T($"全 {_r.Rows.Count} 行のうち {open} 行が未了です。", $"{open} of {Plural.Of(_r.Rows.Count, "row")} {(open == 1 ? "is" : "are")} open.")} ")
            .Append(T("これは自己点検の証拠であり、制度の要件を満たすとの判定ではありません。どの行も、個体の報告だけでは充足になりません。",
                "This is self-check evidence, not a finding that the scheme's criteria are met. No row is satisfied by device claims alone."))
            .Append($"</p>\n<p class=\"note soft\">{T(_r.Scheme.Compared)}</p>\n");
        FleetNumbers();
    }

    private void FleetNumbers()
    {
        string Counts(IEnumerable<KeyValuePair<string, int>> counts, Func<string, Text> name) => string.Join(" · ", counts.Select(c => $"{T(name(c.Key))} <b>{c.Value}</b>"));
        _html.Append("<dl class=\"meta\">");
        Pair("数えた個体", "Units counted", $"<b>{_r.Fleet.Units}</b> ({T($"うち使用中 {_r.Fleet.InUse}", $"{_r.Fleet.InUse} in use")}), {T($"報告 {_r.Fleet.Reports} 件", $"{Plural.Of(_r.Fleet.Reports, "report")}")}");
        Pair("個体の状態", "Where they stand", _r.Fleet.ByState.Count == 0 ? "–" : Counts(_r.Fleet.ByState, PackTexts.UnitState));
        Pair("誰の個体か", "Whose units these are", _r.Options.UnitsOf is string whose ? E(whose) : T("記録なし", "not stated"));
        Pair("市場にある版", "Versions in the field", _r.Versions.Count == 0 ? "–" : string.Join(" · ", _r.Versions.Select(v => $"{E(v.Key)} <b>{v.Value}</b>{(v.Key == _r.Firmware ? " " + T("(この宣言)", "(this declaration)") : "")}")));
        Pair("署名鍵の場所", "Where signing keys lie", _r.Fleet.ByKeyProtection.Count == 0 ? "–" : Counts(_r.Fleet.ByKeyProtection, PackTexts.KeyProtection));
        _html.Append("</dl>\n");

        if (_r.Fleet.ByKeyProtection.ContainsKey("plain-flash"))
        {
            _html.Append($"<p class=\"open\">{T("署名鍵が平文のフラッシュにある個体では、フラッシュを読める人や認証のないデバッグプロトコルを使える人が鍵を写せます。署名の重みはその分だけ軽くなります。", "On units whose key lies in plain flash, whoever can read the flash, or reach the unauthenticated debug protocol, can copy the key. Their signatures are worth that much less.")}</p>\n");
        }

        if (_r.Sample is FleetSample s)
        {
            _html.Append($"<p class=\"open\">{T($"この証拠一式は {_r.Fleet.Units} 台のうち {_r.Units.Count} 台の記録を収めています(上限 {s.Limit} 台)。成立以外の回答がある個体 {s.Failing} 台(収まらなかったもの {s.FailingLeftOut} 台)、報告が最も新しい個体 {s.Newest} 台、無作為に抽出した個体 {s.Drawn} 台です。上の数は全個体のもので、収めていない個体については収集サーバの言葉です。", $"This pack carries the evidence of {_r.Units.Count} of {_r.Fleet.Units} units (limit {s.Limit}): {s.Failing} that gave an answer other than success ({s.FailingLeftOut} more did not fit), the {s.Newest} that reported last, and {s.Drawn} drawn at random. The numbers above are over all units; for those left out they rest on the collector's word.")} <span class=\"soft\">{T("抽出の種(ログの根)", "seed of the draw (the log's root)")}: <code>{E(s.Seed)}</code></span></p>\n");
        }
    }

    private void Overview()
    {
        _html.Append($"<h2>{T("要件の一覧", "All criteria")}</h2>\n<table class=\"list\"><thead><tr><th scope=\"col\">{T("番号", "No.")}</th><th scope=\"col\">{T("要件", "Criterion")}</th><th scope=\"col\">{T("状態", "State")}</th><th scope=\"col\">{T("次にすること", "Next")}</th></tr></thead><tbody>\n");

        foreach (DeclarationRow row in _r.Rows)
        {
            string next = row.Open.Count == 0 ? "" : T(PackTexts.Next(row.Open[0])) + (row.Open.Count > 1 ? $" <span class=\"soft\">+{row.Open.Count - 1}</span>" : "");
            _html.Append($"<tr><td><a href=\"#{E(row.Criterion.Id)}\">{E(row.Criterion.Id)}</a></td><td>{T(row.Criterion.Title)}</td><td>{Chip(row.State)}</td>{(next.Length == 0 ? "<td class=\"none\">–</td>" : $"<td>{next}</td>")}</tr>\n");
        }

        _html.Append($"</tbody></table>\n<h2>{T("要件ごとの証拠", "Evidence by criterion")}</h2>\n");
    }

    private void Beyond()
    {
        if (_r.Beyond.Count == 0)
        {
            return;
        }

        _html.Append($"<h2>{T("この制度の要件を超えて観測したこと", "Observed beyond this scheme")}</h2>\n<p class=\"soft\">{T("これらはどの行の状態にも影響しません。", "These change the state of no row.")}</p>\n<table class=\"list\"><tbody>\n");

        foreach (BeyondRow row in _r.Beyond)
        {
            string answers = row.Tally.Present.Count == 0 ? T("報告なし", "not reported") : string.Join("<br>", row.Tally.Present.Select(a => PageRowWriter.Answer(a.Key, a.Value)));
            _html.Append($"<tr><td><b>{T(PackTexts.Check(row.Check.Check))}</b><br><code>{E(row.Check.Check)}</code></td><td>{answers}</td><td class=\"soft\">{T(row.Check.Why)}</td></tr>\n");
        }

        _html.Append("</tbody></table>\n");
    }

    private void Units()
    {
        _html.Append($"<h2>{T("個体", "Units")}</h2>\n<table class=\"list\"><thead><tr><th scope=\"col\">UEID</th><th scope=\"col\">{T("型番", "Model")}</th><th scope=\"col\">{T("状態", "State")}</th><th scope=\"col\">{T("署名付き報告", "Signed reports")}</th></tr></thead><tbody>\n");

        foreach (UnitEvidence unit in _r.Units)
        {
            string tokens = string.Join(" ", unit.Reports.Select(r => $"<a href=\"{PackPaths.Token(r)}\"><code>{PackPaths.Name(r)[..8]}</code></a>"));
            _html.Append($"<tr><td><code>{E(unit.Ueid)}</code></td><td>{E(unit.Model)}{(unit.Virtual ? " · " + T("仮想", "virtual") : "")}</td><td>{T(PackTexts.UnitState(FleetTallier.NameOf(unit.State)))}</td><td>{tokens}</td></tr>\n");
        }

        _html.Append($"</tbody></table>\n<p class=\"soft\">{T("UEID は個体に固有で変わりません。この一式を渡すときは、誰の個体かが分かり得ることに注意してください。", "A UEID is permanent. Mind whose units these are before handing this pack on.")}</p>\n");
    }

    private string Tables() => _r.Options.Tables is Scheme tables
        ? $" · <a href=\"{E(tables.Id)}/ics.csv\">{E(tables.Id)} ICS</a> · <a href=\"{E(tables.Id)}/ixit.csv\">IXIT</a>" : "";

    private void Foot()
    {
        _html.Append($"<h2>{T("署名と確かめ方", "Who signed, and how to check")}</h2>\n<ul>\n");

        foreach (CollectorKey key in _r.Keys)
        {
            _html.Append($"<li>{KeySet.NameOf(key.Role)}: <code>{key.Key.Thumbprint()}</code></li>\n");
        }

        _html.Append($"</ul>\n<p>{T("この一式のすべてのファイルは署名された目録に載っています。期待する鍵を渡して、通信なしで確かめられます:", "Every file of this pack stands in a signed manifest. Check it offline, given the keys that you expect:")}</p>\n<p><code>nanoagent verify . --keys KEYS.json</code></p>\n")
            .Append($"<p>{T("他の道具で確かめる手順は", "To check with other tools, see")} <a href=\"VERIFY.md\">VERIFY.md</a></p>\n</main>\n")
            .Append($"<footer><p>nanoAgent · {T("自己点検の証拠。言葉は自分たちのもので、公式の文言ではありません。", "Self-check evidence. The words are our own, not the official text.")} <a href=\"checklist.xlsx\">checklist.xlsx</a> · <a href=\"checklist.csv\">checklist.csv</a> · <a href=\"checklist.json\">checklist.json</a> · <a href=\"{OscalWriter.Path}\">OSCAL</a>{Tables()}</p></footer>\n</body>\n</html>\n");
    }
}
