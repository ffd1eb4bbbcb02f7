import { html } from "hono/html";
import type { MailView } from "../control/state";
import { CENTRAL, empty, formatIn, type Markup, table, tag } from "./layout";

export function mailList(mails: readonly MailView[]): Markup {
  if (mails.length === 0) {
    return empty("No mail yet. What the app sends, and sign-in mails, appear here.");
  }
  const rows = mails.map((mail) => {
    const link = `/mails/${mail.id}`;
    return html`<tr>
<td class="nowrap">${formatIn(mail.createdAt, CENTRAL)}</td>
<td>${mail.to.join(", ")}</td>
<td><a href="${link}">${mail.subject}</a></td>
<td>${mail.source === "auth" ? tag("sign-in") : tag("app", "live")}</td>
<td>${statusTag(mail.status)}</td></tr>`;
  });
  return table(["Time", "To", "Subject", "From", "Status"], rows);
}

export function mailDetail(mail: MailView): Markup {
  // The frame runs no script; links open outside it, so that those in sign-in mails can be followed.
  const frame = html`<iframe title="The mail as its reader sees it" sandbox="allow-popups allow-popups-to-escape-sandbox"
srcdoc="${`<base target="_blank">${mail.html ?? ""}`}"></iframe>`;
  const details = Object.entries(mail.details).filter(([, value]) => !isEmpty(value));
  return html`<p><a href="/mails">All mails</a></p>
<div class="panel"><dl>
<dt>From</dt><dd>${mail.from}</dd><dt>To</dt><dd>${mail.to.join(", ")}</dd>
<dt>Sent</dt><dd>${formatIn(mail.createdAt, CENTRAL)}</dd><dt>Status</dt><dd>${statusTag(mail.status)}</dd>
${details.map(([key, value]) => html`<dt>${key}</dt><dd>${typeof value === "string" ? value : JSON.stringify(value)}</dd>`)}
</dl></div>
${mail.html === null ? "" : html`<h2>HTML</h2><div class="panel">${frame}</div>`}
<h2>Text</h2><div class="panel"><pre>${mail.text ?? "None: the service derives it from the HTML."}</pre></div>`;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function statusTag(status: string): Markup {
  if (status === "delivered") return tag(status, "good");
  return tag(status, ["bounced", "complained", "suppressed"].includes(status) ? "bad" : "");
}
