// The style sheet of index.html: one measure, two palettes, nothing loaded from elsewhere.
#pragma once

#include <string_view>

namespace limitcheck::report {

inline constexpr std::string_view light_palette =
    "--ground:#ffffff;--raised:#f6f7f9;--ink:#1b2026;--quiet:#55606d;--line:#dfe3e8;--link:#0b5394;"
    "--good:#0a6238;--good-ground:#e2f4e9;--bad:#a01818;--bad-ground:#fce7e5;--open:#704c00;--open-ground:#"
    "fdf0d3;";

inline constexpr std::string_view dark_palette =
    "--ground:#14181d;--raised:#1c2127;--ink:#d8dee6;--quiet:#9aa6b3;--line:#2e363f;--link:#7db8f2;"
    "--good:#86dbab;--good-ground:#12301f;--bad:#ffa39b;--bad-ground:#3d1816;--open:#f0c769;--open-ground:#"
    "352a0f;";

inline constexpr std::string_view style_rules = R"css(
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
header,main,footer{max-width:68rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
footer{padding-bottom:4rem}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 .4rem;font-weight:650;letter-spacing:-.01em}
h2{font-size:1.35rem;line-height:1.3;margin:0 0 .3rem;font-weight:650;letter-spacing:-.005em;overflow-wrap:anywhere}
h3{font-size:1rem;margin:1.75rem 0 .5rem;font-weight:650}
p{margin:.5rem 0;max-width:46rem;overflow-wrap:anywhere}
a{color:var(--link);text-underline-offset:.15em}
code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;font-size:.875em}
pre{margin:.5rem 0;padding:.75rem 1rem;background:var(--raised);border:1px solid var(--line);border-radius:.375rem;overflow-x:auto}
ul{margin:.15rem 0;padding-left:1.1rem}
.lead{color:var(--quiet)}
.id{color:var(--quiet);overflow-wrap:anywhere}
.count{white-space:nowrap}
.verdict{display:inline-block;padding:.1rem .55rem;border-radius:1rem;font-size:.8125rem;font-weight:650;letter-spacing:.03em;white-space:nowrap}
.verified{color:var(--good);background:var(--good-ground)}
.refuted{color:var(--bad);background:var(--bad-ground)}
.undecided{color:var(--open);background:var(--open-ground)}
.aside{color:var(--quiet);font-size:.875rem}
section{margin-top:3.25rem;padding-top:1.75rem;border-top:1px solid var(--line)}
.statement{margin:1rem 0;padding:.8rem 1.1rem;border-left:.25rem solid var(--link);background:var(--raised);font:1.0625rem/1.6 "STIX Two Text",Cambria,Georgia,"DejaVu Serif",serif;overflow-wrap:anywhere}
.notice{padding:.6rem .9rem;border-radius:.375rem;background:var(--open-ground);color:var(--open)}
.notice.failed{background:var(--bad-ground);color:var(--bad)}
.scroll{overflow-x:auto;margin:.75rem 0;border:1px solid var(--line);border-radius:.375rem}
.scroll:focus-visible,summary:focus-visible,a:focus-visible{outline:2px solid var(--link);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.4;font-variant-numeric:tabular-nums}
th,td{padding:.45rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
tr:last-child>td{border-bottom:0}
thead th{background:var(--raised);font-weight:600;color:var(--quiet);vertical-align:bottom}
.number{text-align:right;white-space:nowrap}
.still{white-space:nowrap}
.uncounted td{color:var(--quiet)}
td.text{min-width:13rem;max-width:30rem;overflow-wrap:anywhere}
.command{white-space:nowrap}
details{margin:.5rem 0}
summary{cursor:pointer;color:var(--link);max-width:46rem}
dl{display:grid;grid-template-columns:minmax(7rem,max-content) minmax(0,1fr);gap:.35rem 1.25rem;margin:1rem 0}
dt{color:var(--quiet)}
dd{margin:0;max-width:46rem;overflow-wrap:anywhere}
.plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(26rem,100%),1fr));gap:1.5rem;margin:1.25rem 0}
figure{margin:0;min-width:0}
.plot{display:block;width:100%;height:auto;font-family:inherit}
figcaption{font-size:.875rem;color:var(--quiet);overflow-wrap:anywhere}
figcaption strong{color:var(--ink);font-weight:600}
@media(max-width:36rem){dl{display:block}dd{margin:0 0 .5rem}header{padding-top:1.5rem}}
@media print{section{break-before:page}.scroll{overflow:visible}}
)css";

}  // namespace limitcheck::report
