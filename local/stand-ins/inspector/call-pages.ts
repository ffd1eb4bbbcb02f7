import { html } from "hono/html";
import { asObject, asText } from "../json";
import type { CallMessage, CallRecord } from "../vapi/types";
import { CENTRAL, empty, formatIn, type Markup, table, tag } from "./layout";

export function callList(calls: readonly CallRecord[]): Markup {
  if (calls.length === 0) return empty("No calls yet. Switch automation on in the app.");
  const rows = calls.map(
    (call) => html`<tr>
<td class="nowrap">${formatIn(call.created.createdAt, CENTRAL)}</td>
<td class="nowrap"><a href="/calls/${call.id}">${call.number}</a></td>
<td>${asText(asObject(call.created.customer).name) ?? "–"}</td>
<td>${call.script}</td><td>${call.attempt}</td>
<td>${statusTag(call)}</td><td>${call.endedReason ?? "–"}</td>
<td class="nowrap">${duration(call)}</td></tr>`,
  );
  const heads = [
    "Placed",
    "Number",
    "Name",
    "Script",
    "Attempt",
    "State",
    "Ended because",
    "Length",
  ];
  return table(heads, rows);
}

export function callDetail(call: CallRecord): Markup {
  const analysis = asObject(call.report?.analysis);
  return html`<p><a href="/calls">All calls</a></p>
<div class="panel"><dl>
<dt>Number</dt><dd>${call.number}</dd><dt>Script</dt><dd>${call.script}, attempt ${call.attempt}</dd>
<dt>State</dt><dd>${statusTag(call)} ${call.endedReason ?? ""}</dd>
<dt>Placed</dt><dd>${formatIn(call.created.createdAt, CENTRAL)}</dd>
<dt>Answered</dt><dd>${formatIn(call.startedAt, CENTRAL)}</dd>
<dt>Length</dt><dd>${duration(call)}</dd>
<dt>Cost</dt><dd>${call.report ? `$${String(call.report.cost)}` : "–"}</dd>
<dt>Summary</dt><dd>${asText(analysis.summary) ?? "–"}</dd>
<dt>Findings</dt><dd>${analysis.structuredData ? JSON.stringify(analysis.structuredData) : "–"}</dd>
</dl></div>
<h2>Conversation</h2>
<div class="panel">${call.messages.length === 0 ? empty("Nothing was said.") : html`<div class="talk">${call.messages.map((message) => line(message, call))}</div>`}</div>`;
}

const SPEAKERS: Readonly<Record<string, string>> = { bot: "Agent", user: "Person" };

function line(message: CallMessage, call: CallRecord): Markup {
  const time = html`<span class="quiet">${message.secondsFromStart.toFixed(1)} s</span>`;
  if (message.role === "tool_calls") {
    const text = JSON.stringify(message.toolCalls);
    const asked = call.toolUses.filter(({ id }) => text.includes(id));
    const uses = asked.map((use) => `${use.name}(${JSON.stringify(use.arguments)})`);
    return html`<p>${time}<span class="quiet">Tool</span><span class="tool">${uses.join(", ") || "…"}</span></p>`;
  }
  if (message.role === "tool_call_result") {
    const use = call.toolUses.find(({ id }) => id === message.toolCallId);
    const latency = use ? `${use.latencyMs} ms` : "";
    return html`<p>${time}<span class="quiet">${latency}</span><span class="tool">${String(message.result ?? "")}</span></p>`;
  }
  const who = SPEAKERS[message.role] ?? "App";
  return html`<p>${time}<strong>${who}</strong><span>${String(message.message ?? "")}</span></p>`;
}

function statusTag(call: CallRecord): Markup {
  if (call.status !== "ended") return tag(call.status, "live");
  return call.startedAt ? tag("ended", "good") : tag("not answered", "warm");
}

function duration(call: CallRecord): string {
  if (!call.startedAt) return "–";
  const seconds = Math.round(call.elapsedMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
