namespace NanoAgent.Evidence;

/// <summary>The page's style sheet: light and dark, screen and A4, no font and nothing else from a network.</summary>
internal static class PageStyle
{
    /// <summary>The style sheet.</summary>
    public const string Css = """
        :root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1c2530;--soft:#55616f;--line:#d9dfe6;--accent:#1f4f7a;
        --ok:#176639;--okb:#e3f3e9;--bad:#a11d25;--badb:#fbe7e8;--unk:#5b4a8a;--unkb:#ece8f7;--need:#855400;--needb:#fbf0da;--na:#4a5663;--nab:#e9edf1}
        @media (prefers-color-scheme:dark){:root{--bg:#12171d;--card:#1a2129;--ink:#e6ebf0;--soft:#a3afbb;--line:#323c47;--accent:#8fc1ee;
        --ok:#85d8a4;--okb:#16351f;--bad:#ff9a9f;--badb:#45191c;--unk:#c0b0f2;--unkb:#2c2548;--need:#f0c070;--needb:#3c2c0d;--na:#b4c0cb;--nab:#28313a}}
        *{box-sizing:border-box}html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.6 "Noto Sans","Noto Sans JP","Noto Sans CJK JP","Hiragino Sans","Yu Gothic UI",Meiryo,system-ui,sans-serif}
        main,header,footer{max-width:1080px;margin:0 auto;padding:0 24px}header{padding-top:28px}
        h1{font-size:1.7rem;line-height:1.25;margin:.2em 0}h2{font-size:1.25rem;margin:2.2em 0 .7em}h3{font-size:1.05rem;margin:0;line-height:1.4}h4{font-size:.8rem;color:var(--soft);margin:1em 0 .3em;font-weight:600}
        a{color:var(--accent)}code{font:.88em ui-monospace,"DejaVu Sans Mono",Consolas,monospace;overflow-wrap:anywhere}.day{white-space:nowrap}summary{cursor:pointer}details p{margin:0}.soft{color:var(--soft);font-size:.88rem}p{margin:.5em 0}
        .pick{position:absolute;opacity:0}.langs{position:sticky;top:0;z-index:2;background:var(--bg);border-bottom:1px solid var(--line);padding:8px 24px;text-align:right;font-size:.9rem}
        .langs label{padding:4px 12px;border:1px solid var(--line);border-radius:999px;cursor:pointer;margin-left:4px}
        #ja:checked~.langs [for=ja],#en:checked~.langs [for=en]{background:var(--accent);color:var(--card);border-color:var(--accent)}
        #ja:focus-visible~.langs [for=ja],#en:focus-visible~.langs [for=en]{outline:3px solid var(--need);outline-offset:2px}
        #ja:checked~* .en,#en:checked~* .ja{display:none}
        .demo{background:var(--needb);color:var(--need);border:2px dashed var(--need);border-radius:10px;padding:10px 16px;margin:12px 0;font-weight:600}
        @media (prefers-color-scheme:dark){.mark{filter:brightness(2.2);opacity:.1!important}}
        .mark{position:fixed;inset:0;z-index:1;pointer-events:none;opacity:.07;background-repeat:repeat}
        dl.meta{display:grid;grid-template-columns:max-content 1fr;gap:2px 18px;margin:12px 0}.meta dt{color:var(--soft);font-size:.88rem}.meta dd{margin:0;overflow-wrap:anywhere}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px}.tile{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:14px 16px}
        .tile b{display:block;font-size:2rem;line-height:1.2;font-variant-numeric:tabular-nums}.tile .soft{display:block;line-height:1.4}
        .chip{display:inline-block;border-radius:999px;padding:1px 11px;font-size:.85rem;font-weight:600;white-space:nowrap}
        .satisfied{color:var(--ok);background:var(--okb)}.not-satisfied{color:var(--bad);background:var(--badb)}.unknown{color:var(--unk);background:var(--unkb)}.needs-record{color:var(--need);background:var(--needb)}.not-applicable{color:var(--na);background:var(--nab)}
        table.list td:first-child{white-space:nowrap}table{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--line);border-radius:10px}th,td{text-align:left;vertical-align:top;padding:8px 10px;border-top:1px solid var(--line);font-size:.92rem}
        thead th{border-top:0;font-size:.8rem;color:var(--soft)}td ul{margin:0;padding-left:1.1em}.scroll{overflow-x:auto}.num{font-variant-numeric:tabular-nums;text-align:right}
        .row{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:16px 20px;margin:14px 0}.row>.top{display:flex;gap:12px;align-items:baseline;flex-wrap:wrap;justify-content:space-between}
        .row ul{margin:.2em 0;padding-left:1.2em}.note{border-left:3px solid var(--line);padding-left:10px}.open{border-left:3px solid var(--need);padding-left:12px}.inputs{display:grid;grid-template-columns:1fr 1fr;gap:0 28px}
        footer{padding-top:24px;padding-bottom:40px;color:var(--soft);font-size:.88rem}
        @media (max-width:640px){main,header,footer{padding:0 14px}header{padding-top:16px}dl.meta{grid-template-columns:1fr}.meta dd{margin-bottom:6px}.inputs{grid-template-columns:1fr}h1{font-size:1.35rem}.tiles{grid-template-columns:1fr 1fr}
        table.list thead{position:absolute;clip-path:inset(50%)}table.list tr{display:block;padding:8px 4px;border-top:1px solid var(--line)}table.list td.none{display:none}table.list td{display:block;border:0;padding:2px 8px}table.list .num{text-align:left}}
        @media print{@page{size:A4;margin:14mm}:root{color-scheme:light;--bg:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--accent:#1f4f7a;--ok:#176639;--okb:#e3f3e9;--bad:#a11d25;--badb:#fbe7e8;--unk:#5b4a8a;--unkb:#ece8f7;--need:#855400;--needb:#fbf0da;--na:#4a5663;--nab:#e9edf1}
        body{font-size:9pt;line-height:1.45}.row{padding:8px 14px;margin:8px 0}h2{margin-top:1.4em}td,th{padding:4px 8px}.mark{filter:none;opacity:.07!important}
        details>summary{list-style:none}::details-content{content-visibility:visible;display:block}
        .langs{display:none}main,header,footer{max-width:none;padding:0}.row,.tile,tr{break-inside:avoid}h2,h3,h4{break-after:avoid}.tiles{grid-template-columns:repeat(5,1fr)}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        """;

    /// <summary>The watermark of a demonstration, as a style attribute's value.</summary>
    public const string Watermark =
        "background-image:url(&quot;data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='420' height='260'%3E%3Ctext x='44' y='143' transform='rotate(-24 210 130)' font-family='sans-serif' font-size='36' font-weight='700' fill='%23855400'%3EDEMONSTRATION%3C/text%3E%3C/svg%3E&quot;)";
}
