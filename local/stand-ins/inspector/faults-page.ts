import { html } from "hono/html";
import type { StandInSet } from "../control/commands";
import { controlState } from "../control/state";
import type { JsonObject } from "../json";
import { ACCOUNT_STATES, type AccountState } from "../vapi/faults";
import type { DeliveryAttempt } from "../webhooks";
import { commandForm } from "./forms";
import { CENTRAL, empty, formatIn, type Markup, table, tag } from "./layout";

type Button = readonly [label: string, command: JsonObject];

const VAPI: readonly Button[] = [
  ["429 on the next call", { do: "fail-creates", fault: "rate-limited", retryAfterSeconds: 30 }],
  ["500 before accepting", { do: "fail-creates", fault: "error-before" }],
  ["500 after accepting", { do: "fail-creates", fault: "error-after" }],
  ["No answer after accepting", { do: "fail-creates", fault: "hang-after" }],
  ["Concurrency limit", { do: "fail-creates", fault: "concurrency-blocked" }],
  [
    "Lose the answer to the next tool call",
    { do: "webhooks", action: "lose-answer", type: "tool-calls" },
  ],
  ["Send the next tool calls twice", { do: "webhooks", action: "duplicate", type: "tool-calls" }],
  ["Lose the next report", { do: "webhooks", action: "lose", type: "end-of-call-report" }],
  [
    "Send the next 5 reports three times",
    { do: "webhooks", action: "duplicate", type: "end-of-call-report", amount: 2, times: 5 },
  ],
  ["Clear", { do: "clear" }],
];

const STATE_LABELS: Readonly<Record<AccountState, string>> = {
  "out-of-credits": "Out of credits",
  "daily-limit": "Daily limit of every number",
  unauthorized: "Bad key",
  misconfigured: "Assistant deleted",
  outage: "Outage",
};

const CAL: readonly Button[] = [
  ["Take the next time that is booked", { do: "take-next-booking" }],
  ["500 on the next booking", { do: "fail-requests", fault: "error-before", operation: "book" }],
  ["Book, then no answer", { do: "fail-requests", fault: "hang-after", operation: "book" }],
  ["429 on the next request", { do: "fail-requests", fault: "rate-limited" }],
  ["Lose the next webhook", { do: "webhooks", action: "lose" }],
  ["Send the next webhook twice", { do: "webhooks", action: "duplicate" }],
  ["Hold the next webhook back", { do: "webhooks", action: "hold" }],
  ["Webhooks before the answer", { do: "delivery", mode: "inline" }],
  ["Webhooks after the answer", { do: "delivery", mode: "queue" }],
  ["Test event", { do: "ping" }],
  ["Clear", { do: "clear" }],
];

const RESEND: readonly Button[] = [
  ["429 on the next mail", { do: "fail-sends", fault: "rate-limited" }],
  ["500 on the next mail", { do: "fail-sends", fault: "error-before" }],
  ["Send, then 500", { do: "fail-sends", fault: "error-after" }],
  ["Daily quota, until cleared", { do: "fail-sends", fault: "daily-quota", times: "always" }],
  ["Mail events on", { do: "events", isEnabled: true }],
  ["Mail events off", { do: "events", isEnabled: false }],
  ["Clear", { do: "clear" }],
];

/** Buttons that make the services misbehave, and what came of their webhooks. */
export function faultsPage(standIns: StandInSet): Markup {
  const { vapi, cal, resend } = controlState(standIns);
  return html`<p class="quiet">Each button applies to what comes next, once, unless it says otherwise.</p>
${section("Vapi", "vapi", [...stateButtons(vapi), ...VAPI], pendingVapi(vapi), vapi.deliveries)}
${section("Cal.com", "cal", CAL, pendingCal(cal), cal.deliveries)}
${section("Resend", "resend", RESEND, resend.sends.map(describe).join(", "), resend.deliveries)}`;
}

function section(
  title: string,
  service: "vapi" | "cal" | "resend",
  buttons: readonly Button[],
  pending: string,
  deliveries: readonly DeliveryAttempt[],
): Markup {
  const latest = [...deliveries].reverse().slice(0, 12);
  return html`<h2>${title}</h2>
<div class="panel"><div class="switches">${buttons.map(([label, command]) => commandForm(service, command, label))}</div>
${pending ? html`<dl><dt>Waiting</dt><dd>${pending}</dd></dl>` : ""}</div>
<h2>${title}: latest webhooks</h2>
${latest.length === 0 ? empty("None sent yet.") : table(["Time", "Type", "Try", "Answer"], latest.map(deliveryRow))}`;
}

function deliveryRow({ at, type, attempt, status, error }: DeliveryAttempt): Markup {
  const isGood = status !== undefined && status < 300;
  return html`<tr><td class="nowrap">${formatIn(at, CENTRAL)}</td><td>${type}</td><td>${attempt}</td>
<td>${tag(status === undefined ? (error ?? "none") : String(status), isGood ? "good" : "bad")}</td></tr>`;
}

type State = ReturnType<typeof controlState>;

/** A switch for each state of the account, which stays as it is until it is pressed again. */
function stateButtons({ states }: State["vapi"]): Button[] {
  return ACCOUNT_STATES.map((state) => {
    const isOn = states.includes(state);
    return [
      `${STATE_LABELS[state]}: turn ${isOn ? "off" : "on"}`,
      { do: "state", state, isOn: !isOn },
    ];
  });
}

function pendingVapi(state: State["vapi"]): string {
  return [
    ...state.states.map((name) => `${name} until turned off`),
    ...state.limitedNumbers.map((id) => `daily limit of number ${id} until cleared`),
    ...state.creates.map(describe),
    ...state.endedReasons.map((reason) => `next call ends with ${reason}`),
    ...state.webhooks.map(({ action, type, times }) => `${action} ${type} × ${times}`),
  ].join(", ");
}

function pendingCal(state: State["cal"]): string {
  return [
    ...state.requests.map(({ fault, operation, times }) => `${fault} on ${operation} × ${times}`),
    ...(state.strangers > 0 ? [`${state.strangers} times to be taken`] : []),
    ...state.webhooks.map(({ action, type, times }) => `${action} ${type} × ${times}`),
    ...(state.delivery.mode === "inline" ? ["webhooks before the answer"] : []),
    ...(state.delivery.isActive ? [] : ["the subscription is switched off"]),
  ].join(", ");
}

function describe({ fault, times }: { fault: string; times: number }): string {
  return `${fault} × ${Number.isFinite(times) ? times : "until cleared"}`;
}
