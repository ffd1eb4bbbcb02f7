import { html, raw } from "hono/html";
import { SCRIPT, STYLE } from "./style";

export type Markup = ReturnType<typeof html>;

const PAGES = [
  ["/mails", "Mails"],
  ["/calls", "Calls"],
  ["/calendar", "Calendar"],
  ["/faults", "Faults"],
] as const;

export interface PageOptions {
  readonly title: string;
  /** The entry of the navigation that the page belongs to. */
  readonly path: string;
  readonly now: Date;
  readonly appUrl: string;
  /** Whether the content is replaced when something changes. */
  readonly isLive: boolean;
}

/** The frame of every page of the inspector. */
export function page(options: PageOptions, content: Markup): Markup {
  const links = PAGES.map(
    ([path, label]) =>
      html`<a href="${path}" ${path === options.path ? raw('aria-current="page"') : ""}>${label}</a>`,
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>${options.title} · Outside world</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header><strong>Outside world</strong><nav>${links}</nav>
<span class="clock">Business time <time>${formatClock(options.now)}</time></span>
<a href="${options.appUrl}">Open the app</a></header>
<main ${options.isLive ? raw("data-live") : ""}><h1>${options.title}</h1>${content}</main>
<script>${raw(SCRIPT)}</script>
</body>
</html>`;
}

export const CENTRAL = "America/Chicago";

export function formatClock(now: Date): string {
  return formatIn(now.toISOString(), CENTRAL);
}

/** A time as people of that zone say it, with the zone's short name. */
export function formatIn(iso: unknown, timeZone: string): string {
  if (typeof iso !== "string") return "–";
  return new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "short",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(new Date(iso));
}

export function tag(text: string, tone: "good" | "warm" | "bad" | "live" | "" = ""): Markup {
  return html`<span class="tag ${tone}">${text}</span>`;
}

export function empty(text: string): Markup {
  return html`<p class="empty">${text}</p>`;
}

/** A table of rows that were made with `html`. */
export function table(heads: readonly string[], rows: readonly Markup[]): Markup {
  return html`<div class="panel"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`;
}
