/** The report's look, after the product's: quiet paper, ink, and yellow for evidence only. */
export const STYLE = `
:root{color-scheme:light dark;--bg:light-dark(#f4f4f1,#0f1317);--surface:light-dark(#fff,#171c21);--ink:light-dark(#15191e,#edf0f3);--ink-2:light-dark(#5c626b,#a0aab4);--line:light-dark(#dcdcd6,#2d353d);--ok:light-dark(#1e6443,#7fd0a3);--no:light-dark(#a3261c,#f4a096);--doubt:light-dark(#5a3d94,#c4b2f1);--belaeg:light-dark(#ffeea3,#4d3f08);--belaeg-line:light-dark(#8a6600,#f0c63c)}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.55 'IBM Plex Sans',system-ui,sans-serif}
main,nav{max-width:1240px;margin:0 auto;padding:0 24px}main{padding-bottom:48px}main#en{border-top:8px solid var(--line)}
nav{padding-top:16px}a{color:inherit}a:focus-visible,summary:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
h1{font-size:32px;line-height:1.2;margin:8px 0 24px}h2{font-size:21px;margin:32px 0 8px}.meta{color:var(--ink-2);font-size:14px}
.ok{color:var(--ok)}.no{color:var(--no)}.doubt{color:var(--doubt)}
.rules{list-style:none;padding:0;display:grid;gap:4px;grid-template-columns:repeat(auto-fit,minmax(360px,1fr))}.rules li{color:var(--ink)}.rules li.no{font-weight:600}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;background:var(--surface)}th,td{padding:8px 12px;text-align:left;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums;white-space:nowrap}thead th{font-weight:500;color:var(--ink-2);font-size:14px}
svg .margin{fill:var(--line)}svg .zero{stroke:var(--ink-2)}svg .interval{stroke:var(--ink);stroke-width:2}svg .dashed{stroke-dasharray:4 3}svg .dot{fill:var(--ink-2);opacity:.6}svg .ok{fill:var(--ok)}svg .no{fill:var(--no)}svg .doubt{stroke:var(--doubt)}svg .plain{fill:var(--ink-2)}
details{background:var(--surface);border:1px solid var(--line);margin:8px 0;padding:8px 16px}summary{cursor:pointer;font-weight:500}.text{max-width:80ch}
mark{color:inherit;background:none;border-bottom:2px solid var(--line)}mark.right{background:var(--belaeg);border-color:var(--belaeg-line)}mark.wrong-kind{background:var(--belaeg);border-bottom:2px dashed var(--doubt)}mark.missed{border-bottom:2px solid var(--no)}mark.extra{border-bottom:2px dotted var(--doubt)}mark small{color:var(--ink-2);font-size:13px}
pre{background:var(--surface);border:1px solid var(--line);padding:16px;overflow-x:auto}ins{color:var(--ok);text-decoration:none;display:inline-block}del{color:var(--no);text-decoration:none;display:inline-block}
`.trim();
