"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CircleCheck, CircleSlash, Clock, PhoneOutgoing } from "lucide-react";
import { useId } from "react";
import { useLive } from "@/components/live/live-provider";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { LeadAnswer } from "@/lib/services/automation/answers";
import type { LeadRow } from "@/lib/services/leads/list";
import { cn } from "@/lib/utils/cn";
import { describeGate, GATE_WORDS, joinSentence } from "@/lib/utils/gate-sentences";
import { BothTimes } from "./both-times";
import { leadAnswerKey } from "./lead-answer-key";
import { useLeadAnswer } from "./use-lead-answer";
import { ZoneFacts } from "./zone-facts";

const TOPICS = [
  "leads",
  "calls",
  "settings",
  "suppressions",
  "team_calling_rules",
  "provider_pauses",
] as const;

interface WhyNotProps {
  readonly lead: LeadRow;
}

/** Whether the lead is called now and, if not, what holds it and until when; live. */
export function WhyNot({ lead }: WhyNotProps) {
  const id = useId();
  const client = useQueryClient();
  const answer = useLeadAnswer(lead.id);
  useLive(
    TOPICS,
    () => void client.invalidateQueries({ queryKey: leadAnswerKey(lead.id) }),
    // An automation that is on changes something all the time.
    { debounceMs: 1000 },
  );
  return (
    <section
      aria-labelledby={id}
      className="rounded-md border border-line bg-sunken px-3 py-2.5 text-[0.8125rem]"
    >
      <h3 id={id} className="sr-only">
        Why it is not called now
      </h3>
      {answer.data ? (
        <>
          <Verdict answer={answer.data} lead={lead} />
          <GateList answer={answer.data} lead={lead} />
          <ZoneFacts answer={answer.data} source={lead.timezone_source} />
        </>
      ) : answer.isError ? (
        <p className="flex flex-wrap items-center gap-2">
          Whether it can be called now could not be found out.
          <Button size="sm" onClick={() => void answer.refetch()} busy={answer.isFetching}>
            Try again
          </Button>
        </p>
      ) : (
        // About as high as the answer: the form below must not move while somebody types.
        <div
          role="status"
          aria-label="Finding out whether it can be called"
          className="h-72 space-y-2"
        >
          <Skeleton className="w-3/4" />
          <Skeleton className="w-1/2" />
        </div>
      )}
    </section>
  );
}

interface AnswerProps {
  readonly answer: LeadAnswer;
  readonly lead: LeadRow;
}

type ClosedEntry = Extract<LeadAnswer["gates"][number], { isOpen: false }>;

function Verdict({ answer, lead }: AnswerProps) {
  const binding = answer.gates.find(
    (entry): entry is ClosedEntry => !entry.isOpen && entry.closed.gate === answer.binding,
  );
  if (answer.isDue || !binding) {
    return (
      <p className="flex items-center gap-1.5 font-medium text-green">
        <PhoneOutgoing aria-hidden="true" className="size-4" />
        Due now: the next run may call it.
      </p>
    );
  }
  return (
    <>
      <p className="font-medium">Not called: {joinSentence(describeGate(binding.closed, lead))}</p>
      <p className="mt-0.5 text-muted">
        {answer.since ? (
          <>
            Since <BothTimes value={answer.since} zone={answer.timezone} />.{" "}
          </>
        ) : null}
        <NextPossible answer={answer} />
      </p>
    </>
  );
}

function NextPossible({ answer }: { readonly answer: LeadAnswer }) {
  if (answer.binding === "concurrency") return "Next possible when a running call ends.";
  if (!answer.nextAt) return "Not possible before somebody changes that.";
  return (
    <span className="font-medium text-foreground">
      Next possible <BothTimes value={answer.nextAt} zone={answer.timezone} />.
    </span>
  );
}

/** Every gate but the one in the verdict: the closed ones with their sentence, then the open ones in a word. */
function GateList({ answer, lead }: AnswerProps) {
  const closed = answer.gates.filter(
    (entry): entry is ClosedEntry => !entry.isOpen && entry.closed.gate !== answer.binding,
  );
  const open = answer.gates.filter((entry) => entry.isOpen);
  return (
    <>
      {closed.length > 0 ? (
        <ul aria-label="Also holds it" className="mt-2.5 flex flex-col gap-1.5">
          {closed.map((entry) => (
            <ClosedGate key={entry.closed.gate} entry={entry} lead={lead} zone={answer.timezone} />
          ))}
        </ul>
      ) : null}
      <ul
        aria-label="Does not hold it"
        className="mt-2.5 flex flex-wrap gap-x-3 gap-y-1 text-muted"
      >
        {open.map(({ gate }) => (
          <li key={gate} className="flex items-center gap-1">
            <CircleCheck role="img" aria-label="Open:" className="size-3.5 text-green" />
            {GATE_WORDS[gate].open}
          </li>
        ))}
      </ul>
    </>
  );
}

interface ClosedGateProps {
  readonly entry: ClosedEntry;
  readonly lead: LeadRow;
  readonly zone: string | null;
}

function ClosedGate({ entry, lead, zone }: ClosedGateProps) {
  const { closed, opensAt } = entry;
  const Icon = opensAt ? Clock : CircleSlash;
  return (
    <li className="flex gap-1.5">
      <Icon
        role="img"
        aria-label="Closed:"
        className={cn("mt-0.5 size-3.5 shrink-0", opensAt ? "text-amber" : "text-red")}
      />
      <span>
        {joinSentence(describeGate(closed, lead))}
        {opensAt ? (
          <span className="text-muted">
            {" "}
            Opens <BothTimes value={opensAt} zone={zone} />.
          </span>
        ) : null}
      </span>
    </li>
  );
}
