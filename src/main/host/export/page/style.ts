/**
 * The page's own style sheet: the tokens of the window (`src/renderer/app/theme.css`; a test compares
 * them), and as little else as it takes.
 */
export const style = `
:root{color-scheme:light dark;
--bg:light-dark(#f6f7f9,#0e1014);--panel:light-dark(#ffffff,#13161b);--raised:light-dark(#f0f2f5,#1a1e25);
--hover:light-dark(#eef1f5,#181c23);--line:light-dark(#e1e4e9,#22272f);--track:light-dark(#dde1e7,#2b313b);
--text:light-dark(#1c2127,#e4e7eb);--muted:light-dark(#535d6b,#98a1af);--faint:light-dark(#646e7c,#818b9a);
--run:light-dark(#1b65c6,#5aa9ff);--ok:light-dark(#11704f,#41b88f);--err:light-dark(#c02f36,#f2646a);
--warn:light-dark(#8a5c00,#e9b044);--think:light-dark(#6d55c4,#a995f0);--sel:light-dark(#e6f0fd,#1d2a3d);
--code:light-dark(#f7f8fa,#0b0d11);
--mono:'JetBrains Mono Variable','JetBrains Mono',ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;
--sans:'Inter Variable',Inter,system-ui,sans-serif}
*{box-sizing:border-box}
html{scroll-padding-top:84px}
body{margin:0;background:var(--bg);color:var(--text);font:13px/18px var(--sans);font-feature-settings:'tnum','cv11';
-webkit-font-smoothing:antialiased;-webkit-text-size-adjust:100%;overflow-wrap:anywhere}
a{color:inherit;text-decoration:none}
a:hover{text-decoration:underline}
:focus-visible{outline:2px solid var(--run);outline-offset:-2px;border-radius:3px}
.mono,pre,code,.fields{font:12px/18px var(--mono);font-feature-settings:'tnum','calt' 0}
header{position:sticky;top:0;z-index:1;background:var(--panel);border-bottom:1px solid var(--line)}
.bar,main,footer{max-width:1040px;margin:0 auto;padding-left:20px;padding-right:20px}
.bar{display:flex;flex-wrap:wrap;align-items:center;gap:2px 14px;min-height:46px;padding-top:8px;padding-bottom:8px}
h1{margin:0;font-size:15px;line-height:20px;font-weight:600;letter-spacing:-.01em}
h2{display:flex;align-items:baseline;gap:8px;margin:26px 0 6px;font-size:13px;font-weight:600}
.meta{white-space:nowrap}
h2 small,.meta{font-size:12px;font-weight:400;color:var(--faint)}
.pill{border-radius:10px;padding:0 8px;font-size:12px;line-height:20px;font-weight:500;
background:color-mix(in srgb,currentColor 11%,transparent)}
.figures{flex:none;margin-left:auto;display:flex;align-items:center;gap:2px 14px;white-space:nowrap;color:var(--muted)}
.steps{display:flex;gap:2px}
.steps i{width:16px;height:5px;border-radius:1px;background:var(--track)}
.steps.many i{width:5px}
.steps .d{background:var(--ok)}.steps .a{background:var(--run)}.steps .f{background:var(--err)}.steps .l,.steps .c{background:var(--faint)}.steps .u{background:var(--warn)}
.ok{color:var(--ok)}.err{color:var(--err)}.run{color:var(--run)}.warn{color:var(--warn)}
.think{color:var(--think)}.muted{color:var(--muted)}.faint{color:var(--faint)}
.g{flex:none;width:12px;height:12px;fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
.g.fill{fill:currentColor;stroke-width:0}
.shapes{position:absolute}
dl.facts{display:flex;flex-wrap:wrap;gap:4px 26px;margin:16px 0 0}
.facts div{display:flex;gap:8px}
.facts dt{flex:none;color:var(--faint)}
.facts dd{margin:0;min-width:0}
.box{border:1px solid var(--line);border-radius:6px;background:var(--panel);overflow:hidden}
.trouble{border-color:color-mix(in srgb,var(--err) 40%,var(--line))}
.row,summary{display:flex;align-items:center;gap:10px;min-height:27px;padding:4px 12px}
summary{cursor:default;list-style:none}
summary::-webkit-details-marker{display:none}
summary::before{content:'';flex:none;width:5px;height:5px;margin:0 3px 0 1px;border:solid var(--faint);border-width:0 1.5px 1.5px 0;
transform:rotate(-45deg)}
details[open]>summary::before{transform:rotate(45deg) translate(-1px,-1px)}
summary:hover,a.row:hover{background:var(--hover);text-decoration:none}
.row .name,summary .name{flex:none;font-weight:500}
.clip{flex:0 1 auto;min-width:0;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
.fixed{flex:none}
.why{flex:1 1 40%;min-width:0;text-align:right}
.end{flex:none;margin-left:auto;padding-left:8px;color:var(--faint)}
.todo{border-top:1px solid var(--line)}
.todo:first-child{border-top:0}
.todo>summary .name,.todo>.row .name{flex:0 1 auto;font-weight:600}
.todo.quiet>summary .name,.todo.quiet>.row .name{font-weight:400;color:var(--muted)}
.todo>.row{padding-left:31px}
.under{padding:0 0 6px 20px}
.kids{margin-left:18px;padding-left:4px;border-left:1px solid var(--line)}
.leaf{padding-left:31px}
.say{padding:4px 12px 4px 31px;max-width:100ch;white-space:pre-wrap;unicode-bidi:plaintext}
.say.user{margin:4px 12px 4px 31px;padding:6px 10px;border-left:2px solid var(--run);background:var(--raised);border-radius:0 4px 4px 0}
.say p,.say ul,.say ol,.say h4,.say table,.say blockquote{margin:0 0 6px}
.say>:last-child,.say li>:last-child,.say blockquote>:last-child{margin-bottom:0}
.say h4{font-size:13px;font-weight:600}
.say ul{padding:0 0 0 16px}
.say ol{padding:0 0 0 24px}
.say li::marker{color:var(--faint)}
.say blockquote{padding-left:10px;border-left:2px solid var(--line);color:var(--muted)}
.say table{border-collapse:collapse;white-space:normal}
.say th,.say td{padding:3px 16px 3px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
.say th{font-weight:600}
.say .r{text-align:right}
.say pre{margin:0 0 6px}
.say code{padding:1px 4px;border-radius:3px;background:var(--raised)}
.say strong{font-weight:600}
hr{margin:8px 0;border:0;border-top:1px solid var(--line)}
.say.think{color:var(--muted)}
.apart{margin:6px 0;color:var(--muted)}
.failed>summary{background:color-mix(in srgb,var(--err) 7%,transparent)}
.body{margin:2px 12px 10px 31px}
.body h3{display:flex;gap:8px;margin:8px 0 3px;font-size:11px;line-height:16px;font-weight:500;color:var(--faint)}
.body h3 a{margin-left:auto}
.fields div{display:flex;flex-wrap:wrap;gap:0 10px}
.fields div.lines{display:block}
.fields dt{flex:none;max-width:100%;font-family:var(--sans);color:var(--faint)}
.fields dd{margin:0;min-width:0}
pre,.fields{margin:0;padding:8px 10px;max-height:420px;overflow:auto;border:1px solid var(--line);border-radius:4px;background:var(--code);
white-space:pre-wrap;unicode-bidi:plaintext;scrollbar-width:thin;scrollbar-color:var(--track) transparent}
pre.wrong{border-color:color-mix(in srgb,var(--err) 40%,var(--line))}
.diff span{display:block;margin:0 -10px;padding:0 10px}
.diff .add{background:color-mix(in srgb,var(--ok) 12%,transparent)}
.diff .del{background:color-mix(in srgb,var(--err) 11%,transparent)}
.diff .hunk{color:var(--faint)}
img{display:block;max-width:100%;max-height:480px;border:1px solid var(--line);border-radius:4px}
:target>summary,a.row:target,.row:target,.say:target{background:var(--sel)}
footer{margin-top:30px;padding-top:14px;padding-bottom:40px;color:var(--faint);font-size:12px;line-height:18px}
footer p{margin:0 0 4px}
@media (max-width:900px){.figures{flex:0 1 auto;margin-left:0;flex-wrap:wrap}}
@media (max-width:700px){.bar,main,footer{padding-left:12px;padding-right:12px}.under{padding-left:4px}header{position:static}}
@media print{header{position:static}pre,.fields{max-height:none}body{background:none}}
`;
