extension WebPage {
  /// How every page looks; on paper always light.
  static let style: StaticString = """

    :root{color-scheme:light dark;--paper:#fff;--ink:#1c2128;--quiet:#57606a;--line:#d0d7de;--tile:#f5f7f9;
    --one:#0a5ea8;--two:#b4540a;--met0:#eceff2;--met1:#a9cbe8;--met2:#4d93cc;--met3:#0a4a85}
    @media (prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e6eaef;--quiet:#9aa5b1;--line:#353c45;
    --tile:#1d232a;--one:#64aeee;--two:#f0a35c;--met0:#252b33;--met1:#2a5680;--met2:#4b90cb;--met3:#a8d4fa}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0 auto;max-width:62rem;padding:1.5rem 1.25rem 3rem;background:var(--paper);color:var(--ink);
    font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:break-word}
    h1{font-size:1.9rem;line-height:1.2;margin:.5rem 0 .25rem}
    h2{font-size:1.3rem;margin:2.5rem 0 .75rem;padding-top:1rem;border-top:1px solid var(--line)}
    h3{font-size:1.05rem;margin:0}
    p{margin:.25rem 0 .75rem}
    a{color:var(--one)}
    a:focus-visible,summary:focus-visible{outline:3px solid var(--two);outline-offset:2px}
    nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
    nav a{padding:.4rem 0}
    nav a[aria-current]{color:var(--ink);font-weight:600;text-decoration:none;border-bottom:2px solid var(--one)}
    .quiet,.detail{color:var(--quiet);font-size:.93rem}
    .detail{display:block}
    .lines{white-space:pre-line}
    .links{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem}
    ul{padding-left:1.2rem;margin:.5rem 0}
    li{margin:.45rem 0}
    .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.75rem;margin:1rem 0}
    .tile{background:var(--tile);border:1px solid var(--line);border-radius:.5rem;padding:.85rem 1rem}
    .tile p{margin:0}
    .figure{font-size:1.75rem;font-weight:650;line-height:1.25;font-variant-numeric:tabular-nums}
    .plots{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,24rem),1fr));gap:2rem;margin:1.25rem 0}
    figure{margin:0;min-width:0}
    figcaption{margin-bottom:.5rem}
    svg{display:block;width:100%;height:auto}
    svg text{fill:var(--ink);font:14px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
    svg text.quiet{fill:var(--quiet)}
    .grid{stroke:var(--line)}
    .base{stroke:var(--quiet)}
    rect.one{fill:var(--one)}
    rect.two{fill:var(--two)}
    rect.track{fill:var(--tile);stroke:var(--line)}
    .line{fill:none;stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}
    .line.one{stroke:var(--one)}
    .line.two{stroke:var(--two)}
    .dashed{stroke-dasharray:7 6}
    .met0{fill:var(--met0)}
    .met1{fill:var(--met1)}
    .met2{fill:var(--met2)}
    .met3{fill:var(--met3)}
    summary{cursor:pointer;padding:.4rem 0;color:var(--quiet)}
    .wide{overflow-x:auto;margin-bottom:1rem}
    table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.95rem}
    th,td{text-align:left;padding:.35rem 1.25rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top}
    th[scope=row]{font-weight:400}
    thead th{color:var(--quiet);font-weight:600}
    footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.75rem}
    @media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--quiet:#444;--line:#bbb;--tile:#fff;--one:#0a5ea8;
    --two:#b4540a;--met0:#eceff2;--met1:#a9cbe8;--met2:#4d93cc;--met3:#0a4a85}
    *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    body{max-width:none;padding:0;font-size:10.5pt}nav,details{display:none}figure,.tile,li,tr{break-inside:avoid}
    h2{break-after:avoid}.alone{break-after:page}.alone+section h2{border-top:0;margin-top:0}a{color:inherit;text-decoration:none}}

    """
}
