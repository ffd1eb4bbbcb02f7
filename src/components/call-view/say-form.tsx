"use client";

import { Megaphone } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { sayInCallAction } from "@/app/(desk)/calls/actions";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { runAction } from "@/lib/utils/action-result";

interface SayFormProps {
  readonly callId: string;
  readonly isDisabled: boolean;
}

const LONGEST_TEXT = 500;

/** Puts a sentence into the agent's mouth. What was typed stays when it could not be said. */
export function SayForm({ callId, isDisabled }: SayFormProps) {
  const id = useId();
  const [text, setText] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string>();
  const say = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "" || isBusy) return;
    setIsBusy(true);
    setError(undefined);
    const result = await runAction(sayInCallAction({ callId, text }));
    setIsBusy(false);
    if (result.isOk) setText("");
    else setError(result.message);
  };
  return (
    <form onSubmit={(event) => void say(event)} className="min-w-0 grow basis-72">
      <label htmlFor={id} className="sr-only">
        What the agent shall say
      </label>
      <div className="flex gap-2">
        <Input
          id={id}
          value={text}
          maxLength={LONGEST_TEXT}
          placeholder="Let the agent say …"
          disabled={isDisabled}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" busy={isBusy} disabled={isDisabled || text.trim() === ""}>
          <Megaphone aria-hidden="true" /> Say
        </Button>
      </div>
      {error ? (
        <p id={`${id}-error`} role="alert" className="pt-1 text-[0.8125rem] text-red">
          {error}
        </p>
      ) : null}
    </form>
  );
}
