import { TZDate } from "@date-fns/tz";
import { format } from "date-fns";
import type { CallMessage, CallRecord } from "../../local/stand-ins/vapi/types";
import type { Performance } from "./play";
import { nameOf } from "./scenes";

type Paint = (text: string) => string;

const ZONE = "America/Chicago";
const WHO_WIDTH = 7;
const ABOUT_WIDTH = 28;
const LINE_WIDTH = 100;

/** Paints for a terminal; anything else gets the bare text. */
function colours(isColoured: boolean): Record<"dim" | "bold" | "green" | "red" | "cyan", Paint> {
  const paint = (code: number): Paint =>
    isColoured ? (text) => `\u001b[${code}m${text}\u001b[0m` : (text) => text;
  return { dim: paint(2), bold: paint(1), green: paint(32), red: paint(31), cyan: paint(36) };
}

/** A performance to read: what was said, which tools were used and how fast they answered, and what came of it. */
export function describePerformance(performance: Performance, isColoured: boolean): string {
  const { scene, calls, checks, trouble } = performance;
  const ink = colours(isColoured);
  const faults = trouble === "none" ? "" : ink.dim(` · calendar: ${trouble}`);
  const lines = [`${ink.bold(nameOf(scene))}  ${scene.about}${faults}`];
  for (const call of calls) lines.push(...describeCall(call, ink));
  for (const { about, expected, actual, isMet } of checks) {
    const mark = isMet ? ink.green("✓") : ink.red("✗");
    const difference = isMet ? actual : `${ink.red(actual)}, expected ${expected}`;
    lines.push(`  ${mark} ${about.padEnd(ABOUT_WIDTH)} ${difference}`);
  }
  return `${lines.join("\n")}\n`;
}

function describeCall(call: CallRecord, ink: ReturnType<typeof colours>): string[] {
  const placed = new Date(String(call.created.createdAt));
  const when = format(new TZDate(placed, ZONE), "EEE MMM d, HH:mm");
  const head = `  call ${call.attempt} · ${when} · ${Math.round(call.elapsedMs / 1000)} s · ${call.endedReason ?? call.status}`;
  return [
    ink.dim(head),
    ...call.messages.flatMap((message) => describeMessage(message, call, ink)),
  ];
}

function describeMessage(
  message: CallMessage,
  call: CallRecord,
  ink: ReturnType<typeof colours>,
): string[] {
  const at = ink.dim(`${message.secondsFromStart.toFixed(1).padStart(8)}  `);
  const line = (who: string, text: string, paint: Paint = (same) => same) =>
    wrap(text).map((part, index) =>
      index === 0
        ? `${at}${paint(who.padEnd(WHO_WIDTH))} ${part}`
        : `${" ".repeat(10 + WHO_WIDTH)} ${part}`,
    );
  switch (message.role) {
    case "tool_calls":
      return call.toolUses
        .filter(({ id }) => JSON.stringify(message.toolCalls).includes(id))
        .flatMap(({ name, arguments: args }) => line("tool →", `${name} ${shown(args)}`, ink.cyan));
    case "tool_call_result": {
      const use = call.toolUses.find(({ id }) => id === message.toolCallId);
      return line("tool ←", `${String(message.result)}  [${use?.latencyMs ?? 0} ms]`, ink.cyan);
    }
    case "bot":
      return line("agent", String(message.message), ink.bold);
    case "user":
      return line("person", String(message.message), ink.bold);
    default:
      return line("app", String(message.message), ink.cyan);
  }
}

/** Without the ids that the service adds by itself. */
function shown({ call_id: _call, lead_id: _lead, ...args }: Record<string, unknown>): string {
  return JSON.stringify(args);
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line && line.length + word.length >= LINE_WIDTH) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return [...lines, line];
}
