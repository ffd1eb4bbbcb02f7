import { z } from "zod";
import type { Json } from "./json";
import type { Change, Plan } from "./plan";
import type { PublishResult } from "./publish";

export interface PublishReport {
  readonly lines: readonly string[];
  /** 0: done or nothing to do; 1: refused; 2: the service did not do it. */
  readonly exitCode: 0 | 1 | 2;
}

interface ReportOptions {
  readonly version: string;
  /** The variable that names the assistant, as it is set. */
  readonly assistantId: string | undefined;
}

const LONGEST_VALUE = 100;

/** Says in words what became of publishing. Secrets never show. */
export function describeResult(result: PublishResult, options: ReportOptions): PublishReport {
  switch (result.kind) {
    case "lint": {
      const findings = result.findings.map(
        ({ rule, path, message }) => `  ${path}: ${message} (${rule})`,
      );
      return {
        exitCode: 1,
        lines: ["Not published: the definition breaks its rules.", ...findings],
      };
    }
    case "ambiguous":
      return {
        exitCode: 1,
        lines: [
          "Not published: several assistants have this name. Set VAPI_ASSISTANT_ID to the one that is meant:",
          ...result.ids.map((id) => `  ${id}`),
        ],
      };
    case "drift":
      return {
        exitCode: 1,
        lines: [
          ...describePlan(result.plan, options),
          "Not published: this would undo what was changed by hand. Take it over into src/assistant, or publish with --force.",
        ],
      };
    case "planned":
      return {
        exitCode: 0,
        lines: [...describePlan(result.plan, options), ...nextStep(result, options)],
      };
    case "published":
      return {
        exitCode: 0,
        lines: [
          ...describePlan(result.plan, options),
          `Published version ${options.version} as assistant ${result.id}.`,
          ...setVariable(result.id, options),
        ],
      };
    case "unconfirmed":
      return {
        exitCode: 2,
        lines: [
          `Sent to assistant ${result.id}, but what is live is not what was sent. Look at it in the dashboard: the change may wait there as a draft.`,
          ...result.differences.flatMap(describeChange),
          ...setVariable(result.id, options),
        ],
      };
    default:
      return result satisfies never;
  }
}

function describePlan(plan: Plan, { version }: ReportOptions): string[] {
  if (plan.kind === "create") return [`There is no such assistant yet: version ${version} is new.`];
  if (plan.kind === "unchanged") return [`Version ${version} is live. Nothing to do.`];
  const from = plan.liveVersion ? `Version ${plan.liveVersion}` : "An assistant without a version";
  return [
    `${from} is live; ${version} differs from it:`,
    ...plan.changes.filter(({ path }) => !path.startsWith("metadata.")).flatMap(describeChange),
    ...describeDrift(plan),
  ];
}

function describeDrift({ drift }: Extract<Plan, { kind: "update" }>): string[] {
  if (drift.kind === "none") return [];
  if (drift.kind === "unversioned") {
    return ["The live assistant was not published from here: it was made by hand."];
  }
  return [`Changed by hand in the dashboard since it was published: ${drift.fields.join(", ")}.`];
}

function nextStep(
  result: Extract<PublishResult, { kind: "planned" | "drift" }>,
  options: ReportOptions,
): string[] {
  if (result.plan.kind !== "unchanged") return ["Dry run: nothing was changed."];
  return result.id === undefined ? [] : setVariable(result.id, options);
}

function setVariable(id: string, { assistantId }: ReportOptions): string[] {
  return id === assistantId ? [] : [`Set VAPI_ASSISTANT_ID=${id} where the application runs.`];
}

function describeChange({ path, live, wanted }: Change): string[] {
  if (path.startsWith("server.headers")) return [`  ${path}: the secret differs`];
  const before = linesOf(live);
  const after = linesOf(wanted);
  if (before.length <= 1 && after.length <= 1) {
    return [`  ${path}: ${show(live)} -> ${show(wanted)}`];
  }
  return [
    `  ${path}:`,
    ...before.filter((line) => !after.includes(line)).map((line) => `    - ${shorten(line)}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `    + ${shorten(line)}`),
  ];
}

function linesOf(value: Json | undefined): string[] {
  return typeof value === "string" ? value.split("\n") : [];
}

function show(value: Json | undefined): string {
  return value === undefined ? "nothing" : shorten(JSON.stringify(value));
}

function shorten(text: string): string {
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`;
}

const failureSchema = z.object({ message: z.union([z.string(), z.array(z.string())]) });

/** Says what the service answered instead of doing it; without a status there was no answer. */
export function describeFailure(statusCode: number | undefined, body: unknown): PublishReport {
  const said = failureSchema.safeParse(body).data?.message ?? [];
  const lines = [said].flat().map((line) => `  ${line}`);
  const first =
    statusCode === undefined
      ? "Vapi did not answer: whether it was published is not known. Run this again."
      : `Vapi refused with status ${statusCode}.`;
  return { exitCode: 2, lines: [first, ...lines] };
}
