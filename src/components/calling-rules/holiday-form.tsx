"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { addHolidayAction } from "@/app/(desk)/automation/rules/actions";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { type TeamHolidayInput, teamHolidaySchema } from "@/lib/services/holidays";
import { runAction } from "@/lib/utils/action-result";
import { formatDay } from "./format-day";

interface HolidayFormProps {
  readonly onAdded: () => void;
}

/** Adds one of the team's own days. What was typed stays when it cannot be added. */
export function HolidayForm({ onAdded }: HolidayFormProps) {
  const form = useForm<TeamHolidayInput>({
    resolver: zodResolver(teamHolidaySchema),
    defaultValues: { day: "", name: "" },
  });
  const add = async (holiday: TeamHolidayInput) => {
    const result = await runAction(addHolidayAction(holiday));
    if (!result.isOk) return form.setError("name", { message: result.message });
    if (result.data.kind === "already_there") {
      return form.setError("day", { message: "This day is on your list already." });
    }
    toast.success(`${formatDay(holiday.day)} added: nobody is called then`);
    form.reset();
    onAdded();
  };
  const { errors, isSubmitting } = form.formState;
  return (
    <form
      noValidate
      onSubmit={(event) => void form.handleSubmit(add)(event)}
      className="flex flex-wrap items-start gap-3"
    >
      <Field label="Day" error={errors.day?.message} required className="w-40">
        {(control) => <Input type="date" {...control} {...form.register("day")} />}
      </Field>
      <Field label="Name" error={errors.name?.message} required className="min-w-40 flex-1">
        {(control) => (
          <Input
            maxLength={80}
            placeholder="Company holiday"
            {...control}
            {...form.register("name")}
          />
        )}
      </Field>
      <Button type="submit" busy={isSubmitting} className="mt-[1.6rem]">
        Add
      </Button>
    </form>
  );
}
