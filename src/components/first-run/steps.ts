import type { FirstSteps } from "@/lib/services/first-steps";

export type StepId = "leads" | "consent" | "rules" | "address" | "switch" | "call";

export interface Step {
  readonly id: StepId;
  readonly title: string;
  readonly isDone: boolean;
  /** What is so, and what to do about it. */
  readonly sentence: string;
  readonly links: readonly { readonly href: string; readonly label: string }[];
}

/** The way from nothing to the first dialled lead, in the order in which it is walked. */
export function toSteps(facts: FirstSteps): readonly Step[] {
  return [
    leadsStep(facts),
    consentStep(facts),
    rulesStep(facts),
    addressStep(facts),
    switchStep(facts),
    callStep(facts),
  ];
}

function leadsStep({ waterfall }: FirstSteps): Step {
  const isDone = waterfall.total > 0;
  return {
    id: "leads",
    title: "Bring the companies to call",
    isDone,
    sentence: isDone
      ? `${count(waterfall.total, "lead is", "leads are")} on the list.`
      : "A CSV from your CRM or a spreadsheet, or one lead by hand. Each needs a company name, a US phone number and an e-mail address.",
    links: [
      { href: "/leads/import", label: "Import a list" },
      { href: "/leads?lead=new", label: "Add one lead" },
    ],
  };
}

function consentStep({ waterfall }: FirstSteps): Step {
  const without = waterfall.gates.consent ?? 0;
  return {
    id: "consent",
    title: "Say on which basis they may be called",
    isDone: pendingCount(waterfall) - without > 0 || hasMovedOn(waterfall),
    sentence:
      without > 0
        ? `${count(without, "lead has", "leads have")} no consent that you accept on record: nobody calls them until you attest one.`
        : "You attest it with the import, or later for any selection of leads. It is kept with your name, the time and the wording.",
    links: [{ href: "/leads?why=consent", label: "Leads without consent" }],
  };
}

function rulesStep({ waterfall }: FirstSteps): Step {
  const held = waterfall.gates.state ?? 0;
  return {
    id: "rules",
    title: "Check hours and states",
    isDone: callableCount(waterfall) > 0 || hasMovedOn(waterfall),
    sentence:
      held > 0
        ? `${count(held, "lead is", "leads are")} in states where calls like these need a registration. Confirm the ones that you have.`
        : "Leads are called in their own time zone, within the law of their state and the hours that you set.",
    links: [
      { href: "/automation/rules", label: "Calling rules" },
      { href: "/automation", label: "Hours and limits" },
    ],
  };
}

function addressStep({ hasPostalAddress }: FirstSteps): Step {
  return {
    id: "address",
    title: "Give your postal address",
    isDone: hasPostalAddress,
    sentence: hasPostalAddress
      ? "It stands in the e-mails that follow a call."
      : "E-mails that follow a call must name it by law. Without it calls go out, but no follow-up is sent.",
    links: [{ href: "/settings", label: "Settings" }],
  };
}

function switchStep({ isAutomationOn }: FirstSteps): Step {
  return {
    id: "switch",
    title: "Switch the automation on",
    isDone: isAutomationOn,
    sentence: isAutomationOn
      ? "Every five minutes it calls the leads that are due."
      : "From then on it calls by itself, within your limits. Switching off stops new calls at once.",
    links: [{ href: "/automation", label: "Automation" }],
  };
}

function callStep({ firstCall, isAutomationOn, waterfall }: FirstSteps): Step {
  const step = { id: "call", title: "Hear the first call" } as const;
  if (firstCall) {
    const { companyName, id, isOver } = firstCall;
    return {
      ...step,
      isDone: true,
      sentence: isOver
        ? `${companyName} was called. What was said and what came of it is kept with the call.`
        : `${companyName} is being called right now. You can read along, listen and step in.`,
      links: [{ href: `/calls/${id}`, label: isOver ? "Read the call" : "Watch it" }],
    };
  }
  return {
    ...step,
    isDone: false,
    sentence: describeWait(isAutomationOn, waterfall),
    links: [{ href: "/calls", label: "Calls" }],
  };
}

function describeWait(isAutomationOn: boolean, { dueCount }: FirstSteps["waterfall"]): string {
  if (!isAutomationOn) return "It begins after the switch is on.";
  if (dueCount === 0) return "No lead may be called at this moment.";
  return `${count(dueCount, "lead is", "leads are")} due: the next run calls.`;
}

function pendingCount({ total, statuses }: FirstSteps["waterfall"]): number {
  return total - Object.values(statuses).reduce((sum, value) => sum + value, 0);
}

/** Pending leads that wait for nothing but time. */
function callableCount(waterfall: FirstSteps["waterfall"]): number {
  const { gates, dueCount } = waterfall;
  const passing = [gates.callback, gates.retry, gates.number_limit, gates.gap];
  const hours = [gates.holiday, gates.hours];
  return [...passing, ...hours].reduce<number>((sum, value) => sum + (value ?? 0), dueCount);
}

/** Leads that were called or booked show that the step was taken. */
function hasMovedOn({ statuses }: FirstSteps["waterfall"]): boolean {
  return ["calling", "no_answer", "scheduled"].some(
    (status) => (statuses[status as keyof typeof statuses] ?? 0) > 0,
  );
}

function count(value: number, singular: string, plural: string): string {
  return `${value.toLocaleString("en-US")} ${value === 1 ? singular : plural}`;
}
