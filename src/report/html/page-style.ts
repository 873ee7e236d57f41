/** Machines of the ranking on white paper: by day on a screen, and always in print. */
const ON_WHITE = '--s1: #0b5fc0; --s2: #b04a00; --s3: #1a7a36; --s4: #7a4fd0; --s5: #b3307f; --s6: #0e6e80;';

/** Colours for day and night, at 4.5:1 on their paper or better; `--s1` to `--s6` are machines in the ranking's order. */
export const PALETTE = `:root { color-scheme: light dark; --paper: #ffffff; --ink: #1b1f24; --muted: #646c75; --rule: #dfe3e8;
  ${ON_WHITE} }
@media (prefers-color-scheme: dark) { :root { --paper: #14171a; --ink: #e8eaed; --muted: #9aa4af; --rule: #343a41;
  --s1: #6cb1ff; --s2: #f39a4d; --s3: #63bf6d; --s4: #b594f5; --s5: #ea80b5; --s6: #45c4d6; } }`;

export const PAGE_STYLE = `${PALETTE}
* { box-sizing: border-box; }
body { font: 1rem/1.55 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .4rem; }
h2 { font-size: 1.05rem; margin: 1.6rem 0 .2rem; }
h3 { font-size: 1rem; margin: 0; }
.sure { margin-top: 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
.note { font-size: .85rem; margin-top: .4rem; }
th, td { text-align: left; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid var(--rule); white-space: nowrap; }
thead th { font-size: .8rem; letter-spacing: .03em; vertical-align: bottom; }
tbody th { font-weight: inherit; white-space: normal; min-width: 14rem; }
.ranking tbody tr:first-child { font-weight: 600; }
.n { text-align: right; font-variant-numeric: tabular-nums; }
figure { margin: 1.2rem 0 2rem; max-width: 48rem; }
figcaption p { margin: .1rem 0 .6rem; font-size: .9rem; }
figure svg.chart { display: block; width: 100%; height: auto; font-family: inherit; font-size: 13px; fill: var(--ink); }
.chart text { white-space: pre; }
.narrow { display: none; }
.keys { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; padding: 0; margin: .5rem 0; font-size: .85rem; }
.keys li { display: inline-flex; align-items: center; gap: .4rem; }
.keys svg { flex: none; }
.aside { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
details { font-size: .85rem; }
details table { width: auto; }
summary { cursor: pointer; }
a { color: var(--s1); }
:focus-visible { outline: 3px solid var(--s1); outline-offset: 2px; }
ul { margin: 0; padding-left: 1.2rem; }
.sources { font-size: .85rem; overflow-wrap: anywhere; }
dt { font-weight: 600; }
dd { margin: 0 0 .5rem; }
code { font-size: .9em; overflow-wrap: anywhere; }
footer { margin-top: 2rem; border-top: 1px solid var(--rule); font-size: .85rem; }
@media (max-width: 40rem) { .wide { display: none; } .narrow { display: block; } tbody th { min-width: 9rem; } }
@media print { :root { color-scheme: light; --paper: #ffffff; --ink: #000000; --muted: #595f66; --rule: #cccccc;
  ${ON_WHITE} }
  body { margin: 0; max-width: none; font-size: 10pt; print-color-adjust: exact; } .scroll { overflow: visible; }
  .wide { display: block; } .narrow, details:not([open]) { display: none; }
  figure { max-width: 15cm; margin: .6rem 0 1rem; } figure, tr, li { break-inside: avoid; } h2, h3 { break-after: avoid; } th, td { white-space: normal; } tbody th { min-width: 0; } }`;
