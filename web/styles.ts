// styles.ts: the element's own style sheets, constructable so that a strict CSP is content. Colours are look.md's; only the
// plain page and focused native fields show them, the rest is transparent over the canvas.

// The panel's box and the first page in it; dist/first.css has these alone.
export const kFirstCss = `
*{box-sizing:border-box}
.panel{all:initial;direction:ltr;-webkit-text-size-adjust:100%;box-sizing:border-box;--page:#F5F6F8;--card:#FFF;--sunken:#EEF0F3;--text:#17181A;--quiet:#5C6067;--line:#757B84;--fill:var(--kefu-accent,#D23A00);--on:var(--kefu-accent-text,#FFF);--ring:#0B5CAD;--good:#0B6B3A;--waiting:#8A5200;--trouble:#B3161B;--note:var(--ring);--accent:#C73600;position:fixed;z-index:calc(var(--kefu-z-index,2147483000) + 1);left:0;top:0;width:100%;height:100%;padding:env(safe-area-inset-top) env(safe-area-inset-right) 0 env(safe-area-inset-left);background:var(--page);color:var(--text);--han:"PingFang SC","Noto Sans CJK SC","Microsoft YaHei";--font:var(--kefu-font,system-ui),var(--han),sans-serif;font:16px/24px var(--font);overflow:hidden;overscroll-behavior:contain;outline:0;--hover:#0000000a}
[hidden]{display:none}
[lang=zh-TW]{--han:"PingFang TC","Noto Sans CJK TC","Microsoft JhengHei"}
.dark{--page:#17181B;--card:#222428;--sunken:#101113;--text:#F2F3F5;--quiet:#A9AFB8;--fill:var(--kefu-accent,#FF8A5C);--on:var(--kefu-accent-text,#1B0A02);--ring:#8CC2FF;--good:#7FD6A2;--waiting:#FFC56B;--trouble:#FF9A9A;--accent:#FF8A5C;--hover:#ffffff0f;color-scheme:dark}
.view{position:relative;height:100%;contain:layout;transform:translateZ(0)}
.wait{position:absolute;inset:0;z-index:2;overflow:auto;padding:0 16px 24px;background:var(--page)}
.wait header{position:sticky;top:0;display:grid;align-content:center;height:56px;margin-bottom:8px;padding-right:44px;background:var(--page)}
.wait :is(h1,h2){font:600 17px/24px var(--font)}.wait h2{margin:20px 0 8px}
.wait small{display:block;font:500 12px/16px var(--font);color:var(--quiet)}.wait [role=status]{margin-bottom:12px}.wait :empty{display:none}
.wait section{margin-bottom:12px;border-radius:var(--kefu-radius,14px);background:var(--card)}
.service{padding:6px 0}.best{padding-top:4px}
.row{position:relative;display:grid;align-content:center;width:100%;min-height:64px;padding:12px 36px 12px 68px;border:0;background:none;color:var(--text);text-align:start;text-decoration:none;font:500 16px/24px var(--font)}.service .row{min-height:70px}.best .row{align-content:start;min-height:196px;color:var(--accent);font:600 17px/24px var(--font)}
.row::before{content:"";position:absolute;left:16px;top:calc(50% - 20px);width:40px;height:40px;border-radius:12px;background:var(--sunken)}.best .row::before{top:12px}
.row:disabled,.row[aria-busy]{color:var(--quiet)}
.wait .x{display:block;position:absolute;right:-12px;top:6px;width:44px;height:44px;border:0;background:none;font:24px/44px var(--font);color:var(--text)}.x::before{content:"✕"/""}
:focus-visible{outline:2px solid var(--ring);outline-offset:2px;border-radius:10px}
[tabindex="-1"]:focus{outline:0}
h1,h2,h3,p,label{margin:0;font:inherit}
@media (min-width:768px){
.panel{left:auto;top:auto;right:16px;bottom:16px;margin:0 env(safe-area-inset-right) env(safe-area-inset-bottom) 0;width:400px;height:min(720px,90%);padding:0;border-radius:16px;box-shadow:0 2px 8px #0000001f,0 12px 40px #0000002e}
:host([position=left]) .panel{left:16px;right:auto;margin:0 0 env(safe-area-inset-bottom) env(safe-area-inset-left)}
}
@media (prefers-contrast:more){.panel{--quiet:var(--text);--line:var(--text)}}`;

const kPanelCss = `
.scroller{position:absolute;inset:0;overflow:hidden auto;overscroll-behavior:contain;touch-action:pan-y pinch-zoom;-webkit-tap-highlight-color:transparent;outline:0;scrollbar-width:none}
.scroller::-webkit-scrollbar{display:none}
.inner{position:relative}
canvas{position:sticky;top:0;display:block;pointer-events:none}
.tree{margin:0}
.live,.probe{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.probe{font-size:medium;width:1em;padding-bottom:env(safe-area-inset-bottom);box-sizing:content-box;transition:--kefu-accent 1ms,--kefu-accent-text 1ms,--kefu-radius 1ms,--kefu-font 1ms;transition-behavior:allow-discrete}
.glyphs{display:none}
.plain .tree button,.plain .tree a{font:600 16px/24px var(--font);min-height:44px;padding:10px 16px;border:1px solid var(--line);border-radius:10px;background:var(--card);color:var(--text)}
[data-style=title]{font:600 22px/30px var(--font)}[data-style=card_title]{font:600 1.0625em/1.412 var(--font)}[data-style=strong]{font-weight:600}
[data-style=secondary]{font-size:.875em;line-height:1.429}[data-style=caption],[data-style=chip]{font:500 .75em/1.334 var(--font)}
@media (prefers-reduced-motion:no-preference){
.panel.opening{animation:kefu-in .22s ease-out}@keyframes kefu-in{from{transform:translateY(32px);opacity:.5}}
}`;

// Over the canvas: boxes without a look of their own. Words are set as they are painted, so that the marks of a selection
// lie on them.
const kOverlayCss = `
.painted .scroller{overflow-anchor:none}
.painted .tree{font-size:calc(16px*var(--scale,1));line-height:1.5}
.painted .tree [data-layer]:not([data-box]){position:absolute}
.painted .tree [data-layer=fixed]:not([data-box]){position:fixed}
.painted .tree :is(h1,h2,h3,p,button,a,[role=listitem],[role=spinbutton],[role=progressbar]){padding:0;border:0;background:none;color:transparent;overflow:hidden;text-align:start;text-decoration:none;border-radius:10px;white-space:pre-wrap;line-break:strict;overflow-wrap:anywhere}
.painted .tree :is(h1,h2){font-size:1.0625em;line-height:1.412;align-content:center}.painted .told>h1{padding-bottom:.94em!important}
.painted .tree h3{font-size:1em}
.painted .tree [data-style=chip]{padding:4px 8px}
.painted .tree :is([data-style^=banner],[data-style^=fact],[data-style=amount]){font-size:.875em;line-height:1.429}
.painted .tree [data-style^=banner]{padding:12px}.painted .tree [data-style=banner]{padding-left:40px}
.painted .tree :is([data-style=fact],[data-style^=amount]){text-align:end;align-content:center}.painted [data-style=amount_total]{font-weight:600}
.painted .tree :is(button,a){z-index:1;display:block;cursor:pointer;touch-action:manipulation;user-select:none;-webkit-user-select:none}
.painted .tree .item{z-index:1;overflow:visible}
.painted .item>*{width:100%;height:100%}
.painted .tree [aria-disabled]{cursor:default}
@media (hover:hover){.painted .tree :is(button,a):not([aria-disabled]):hover{background:var(--hover)}}
.painted .tree [role=progressbar]{pointer-events:none}
.painted .tree .field{z-index:1}
.painted .tree label{position:absolute;clip-path:inset(50%);pointer-events:none}
.painted .help{display:none}
.painted .tree [type=file]{color:transparent;cursor:pointer}.painted ::file-selector-button{display:none}
.painted .tree :is(input,textarea){display:block;width:100%;height:100%;margin:0;padding:11px;border:0;border-radius:9px;background:none;color:var(--text);font:calc(16px*var(--scale,1))/calc(24px*var(--scale,1)) var(--font);resize:none;appearance:none}
::placeholder{color:var(--quiet);opacity:1}
:is(input,textarea):focus{outline:2px solid var(--ring);outline-offset:1px}
.painted :is(h1,h2,h3,p,[role=listitem])::selection{background:#0b5cad40;color:transparent}`;

// Without a canvas: the same tree, in document flow. What a rule adds is no part of a name (`/""` where it is known).
const kPlainCss = `
.plain .inner{height:auto!important}
.plain canvas:not([role]){display:none}
.plain .tree{zoom:var(--scale,1);display:flex;flex-direction:column;gap:12px;padding:16px}
.plain .tree *{inset:auto!important;width:auto!important;height:auto!important;clip-path:none!important;max-width:100%}
.plain .tree :is([role=list],[role=log],[role=group],[role=radiogroup],[role=dialog]){display:flex;flex-direction:column;gap:8px}
.plain .tree [role=dialog]{padding:16px;border-radius:14px;background:var(--card)}
.plain .tree [role=listitem]{white-space:pre-line}
.plain .tree img{float:inline-start;margin-inline-end:12px;width:56px!important;height:56px!important;object-fit:cover;border-radius:10px}
.plain .tree :is(button,a){display:flow-root;text-align:start;text-decoration:none}
.plain .tree button[data-style=primary]{background:var(--fill);border-color:var(--fill);color:var(--on);text-align:center}
.plain .tree button[data-style=danger]{color:var(--trouble)}
.plain .tree [aria-disabled]{color:var(--quiet);background:var(--sunken)}
.plain .tree [role=radio]::before{content:"○ ";content:"○ "/""}.plain .tree [role=radio][aria-checked=true]::before{content:"● ";content:"● "/""}
.plain .tree [role=checkbox]::before{content:"☐ ";content:"☐ "/""}.plain .tree [role=checkbox][aria-checked=true]::before{content:"☑ ";content:"☑ "/""}
.plain .tree :is(input,textarea){display:block;width:100%!important;min-height:44px;padding:10px 12px;border:1px solid var(--line);border-radius:10px;background:var(--card);color:var(--text);font:inherit}
.plain .tree [role=radiogroup]::before{content:attr(aria-label)}.plain .tree [data-tone=trouble]{color:var(--trouble)!important}
.plain .tree .item>*{width:100%!important}.plain .help{margin-top:4px;font-size:14px;line-height:20px;color:var(--quiet)}
.plain .tree [data-style=icon],.plain .tree [data-style=step]{align-self:flex-end}
.plain .tree [role=spinbutton]{padding:8px}.plain .tree [role=spinbutton]::after{content:attr(aria-label) ": " attr(aria-valuenow)}
.plain [data-style=secondary],.plain [data-style=caption]{color:var(--quiet)}
.plain :is([role=status],[role=alert]){padding:12px;border-radius:10px;background:var(--sunken)}
.plain [data-tone=accent]{color:var(--accent)}.plain [data-tone=good]{color:var(--good)}.plain [data-tone=waiting]{color:var(--waiting)}.plain [data-tone=note]{color:var(--note)}`;

let sheet: CSSStyleSheet | undefined;

/** One sheet for all panels of a page. */
export function panelSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(kFirstCss + kPanelCss + kOverlayCss + kPlainCss);
  }
  return sheet;
}
