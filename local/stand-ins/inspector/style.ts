/** The inspector's one style sheet; it follows the reader's light or dark setting. */
export const STYLE = `
:root { color-scheme: light dark;
  --page: light-dark(#fafafa, #111113); --panel: light-dark(#ffffff, #18181b);
  --line: light-dark(#e4e4e7, #2e2e33); --ink: light-dark(#18181b, #ededef);
  --quiet: light-dark(#5f5f68, #a0a0ab); --accent: light-dark(#2456d6, #8fb0ff);
  --good: light-dark(#17683a, #6fd694); --warm: light-dark(#8a5200, #f0b45c); --bad: light-dark(#b02020, #ff8f8f);
  --hover: light-dark(#f4f4f6, #202024); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 14px/1.5 Geist, "Inter", system-ui, sans-serif; font-variant-numeric: tabular-nums; }
a { color: var(--accent); text-decoration: none; } a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
header { display: flex; flex-wrap: wrap; gap: 4px 20px; align-items: center; padding: 10px 24px;
  background: var(--panel); border-bottom: 1px solid var(--line); position: sticky; top: 0; z-index: 1; }
header strong { font-weight: 600; } header nav { display: flex; gap: 4px; flex: 1; }
header nav a { padding: 4px 10px; border-radius: 6px; color: var(--quiet); }
header nav a[aria-current] { background: var(--hover); color: var(--ink); }
header .clock { color: var(--quiet); }
main { max-width: 1100px; margin: 0 auto; padding: 20px 24px 60px; }
h1 { font-size: 18px; font-weight: 600; margin: 0 0 12px; } h2 { font-size: 14px; font-weight: 600; margin: 24px 0 8px; }
.quiet { color: var(--quiet); } .empty { padding: 40px 0; text-align: center; color: var(--quiet); }
.panel { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 13px; }
th { text-align: left; font-weight: 500; color: var(--quiet); padding: 8px 12px; border-bottom: 1px solid var(--line); white-space: nowrap; }
td { padding: 7px 12px; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child td { border-bottom: 0; } tbody tr:hover { background: var(--hover); }
td.nowrap { white-space: nowrap; } td a { display: block; }
.tag { display: inline-block; padding: 0 8px; border-radius: 10px; border: 1px solid currentColor; font-size: 12px; white-space: nowrap; color: var(--quiet); }
.tag.good { color: var(--good); } .tag.warm { color: var(--warm); } .tag.bad { color: var(--bad); } .tag.live { color: var(--accent); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 20px; margin: 0; padding: 12px 16px; font-size: 13px; }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
pre { margin: 0; padding: 12px 16px; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 13px; }
iframe { width: 100%; height: 560px; border: 0; background: #fff; display: block; }
.talk { padding: 12px 16px; display: grid; gap: 8px; }
.talk p { margin: 0; display: grid; grid-template-columns: 52px 60px 1fr; gap: 8px; }
.talk .tool { font-family: ui-monospace, monospace; font-size: 12px; overflow-wrap: anywhere; }
form { display: inline-flex; gap: 6px; align-items: center; margin: 0; }
button, select, input { font: inherit; font-size: 13px; color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 4px 10px; min-height: 28px; }
button { cursor: pointer; } button:hover { background: var(--hover); }
.switches { display: flex; flex-wrap: wrap; gap: 8px; padding: 12px 16px; }
@media (max-width: 640px) { header, main { padding-left: 12px; padding-right: 12px; } .talk p { grid-template-columns: 44px 1fr; } .talk p > :last-child { grid-column: 1 / -1; } }
`;

/** Keeps the clock running and, on pages that are marked live, the content fresh. */
export const SCRIPT = `
const events = new EventSource("/_events");
const clock = document.querySelector(".clock time");
events.addEventListener("clock", (event) => { clock.textContent = event.data; });
let timer;
events.addEventListener("change", () => {
  const main = document.querySelector("main[data-live]");
  if (!main || timer) return;
  timer = setTimeout(async () => {
    timer = undefined;
    if (main.contains(document.activeElement)) return;
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    main.innerHTML = page.querySelector("main").innerHTML;
  }, 700);
});
`;
