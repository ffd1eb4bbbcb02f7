"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CirclePause } from "lucide-react";
import { useState } from "react";
import { resumePauseAction } from "@/app/(desk)/automation/actions";
import { useBusinessNow } from "@/components/live/clock-context";
import { Button } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import { toast } from "@/components/ui/toast";
import type { ActivePause } from "@/lib/services/automation/answers";
import { runAction } from "@/lib/utils/action-result";
import { formatCountdown } from "@/lib/utils/format-time";
import { PAUSED, TROUBLES } from "@/lib/utils/trouble-sentences";
import { healthKey } from "./answer-keys";

interface PauseListProps {
  readonly teamId: string;
  readonly pauses: readonly ActivePause[];
  readonly isAdmin: boolean;
}

/** What pauses calls, each with what it means and what to do. Announced when one begins. */
export function PauseList({ teamId, pauses, isAdmin }: PauseListProps) {
  return (
    <div role="status" className="flex flex-col gap-2 empty:hidden lg:col-span-full">
      {pauses.map((pause) => (
        <Pause key={pause.id} pause={pause} teamId={teamId} isAdmin={isAdmin} />
      ))}
    </div>
  );
}

interface PauseProps {
  readonly pause: ActivePause;
  readonly teamId: string;
  readonly isAdmin: boolean;
}

function Pause({ pause, teamId, isAdmin }: PauseProps) {
  const { title, means, todo } = TROUBLES[pause.trouble];
  return (
    <section
      aria-label={title}
      className="flex flex-wrap items-start gap-x-4 gap-y-2 rounded-lg border border-red/30 bg-red-soft px-4 py-3 text-[0.8125rem] text-red"
    >
      <CirclePause aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="font-semibold text-sm">{title}</h2>
        <p className="mt-0.5 text-foreground">
          {PAUSED[pause.scope]} {means} <span className="font-medium">{todo}</span>
        </p>
        <p className="mt-1 text-foreground [&_span]:text-inherit">
          Since <LocalTime value={pause.startedAt} />. <NextProbe resumeAt={pause.resumeAt} />
        </p>
        <p className="mt-1 break-words text-foreground text-xs">
          The provider's words: {pause.reason}
        </p>
      </div>
      {isAdmin ? <Resume pause={pause} teamId={teamId} /> : null}
    </section>
  );
}

function NextProbe({ resumeAt }: { readonly resumeAt: string | null }) {
  const now = useBusinessNow();
  if (!resumeAt) return "No call is tried before somebody presses Resume.";
  const remaining = Date.parse(resumeAt) - now.getTime();
  if (remaining <= 0) return "The next run tries a single call.";
  return (
    <>
      A single call is tried again at <LocalTime value={resumeAt} format="time" />
      {/* Not read out: the message would be announced every second. */}
      <span aria-hidden="true" className="figure">
        {" "}
        (in {formatCountdown(remaining)})
      </span>
      .
    </>
  );
}

function Resume({ pause, teamId }: Omit<PauseProps, "isAdmin">) {
  const client = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const resume = async () => {
    setIsBusy(true);
    const result = await runAction(resumePauseAction({ pauseId: pause.id }));
    setIsBusy(false);
    if (!result.isOk) return toast.error(result.message);
    void client.invalidateQueries({ queryKey: healthKey(teamId) });
    toast.success(result.data.wasPaused ? "Resumed" : "It had ended already", {
      description: "The next run calls again.",
    });
  };
  return (
    <Button size="sm" className="text-foreground" onClick={() => void resume()} busy={isBusy}>
      Resume
    </Button>
  );
}
