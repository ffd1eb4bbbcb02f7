import { z } from "zod";
import type { CalStandIn } from "../cal/cal-stand-in";
import { CAL_FAULTS, CAL_OPERATIONS } from "../cal/faults";
import { RARE_TRIGGERS } from "../cal/rare-payloads";
import { RESEND_FAULTS } from "../resend/faults";
import type { ResendStandIn } from "../resend/resend-stand-in";
import { ACCOUNT_STATES, CREATE_FAULTS, TOOL_CALL_SHAPES } from "../vapi/faults";
import { SCRIPT_NAMES } from "../vapi/scripts";
import type { VapiStandIn } from "../vapi/vapi-stand-in";
import { DELIVERY_ACTIONS, type DeliveryFaults } from "../webhooks";

const times = z
  .union([z.number().int().positive(), z.literal("always")])
  .default(1)
  .transform((value) => (value === "always" ? Number.POSITIVE_INFINITY : value));

const webhooks = z.object({
  do: z.literal("webhooks"),
  action: z.enum(DELIVERY_ACTIONS),
  /** A webhook type, or `*` for all. */
  type: z.string().default("*"),
  times,
  /** For `duplicate` the number of extra copies, for `delay` business milliseconds. */
  amount: z.number().int().nonnegative().default(1),
});

const clear = z.object({ do: z.literal("clear") });

const vapiCommand = z.discriminatedUnion("do", [
  z.object({
    do: z.literal("fail-creates"),
    fault: z.enum(CREATE_FAULTS),
    times,
    retryAfterSeconds: z.number().nonnegative().optional(),
  }),
  z.object({ do: z.literal("state"), state: z.enum(ACCOUNT_STATES), isOn: z.boolean() }),
  z.object({ do: z.literal("limit-number"), phoneNumberId: z.string().min(1) }),
  z.object({ do: z.literal("end-next-call"), endedReason: z.string().min(1) }),
  z.object({ do: z.literal("tool-call-shape"), shape: z.enum(TOOL_CALL_SHAPES) }),
  z.object({ do: z.literal("script"), phone: z.string(), script: z.enum(SCRIPT_NAMES) }),
  /** Once answered, conversations with this number wait for `go-on`; with `isOn` false they run again. */
  z.object({ do: z.literal("hold-talk"), phone: z.string(), isOn: z.boolean().default(true) }),
  z.object({
    do: z.literal("go-on"),
    phone: z.string(),
    steps: z.number().int().min(1).max(100).default(1),
  }),
  z.object({
    do: z.literal("concurrency"),
    limit: z.number().int().nonnegative(),
    mode: z.enum(["reject", "block"]).default("reject"),
  }),
  webhooks,
  clear,
]);

const calCommand = z.discriminatedUnion("do", [
  z.object({
    do: z.literal("fail-requests"),
    fault: z.enum(CAL_FAULTS),
    operation: z.enum(CAL_OPERATIONS).default("any"),
    times,
  }),
  z.object({ do: z.literal("take-next-booking"), phone: z.string().optional() }),
  z.object({
    do: z.literal("delivery"),
    mode: z.enum(["queue", "inline"]).optional(),
    signing: z.enum(["right", "wrong", "none"]).optional(),
    isActive: z.boolean().optional(),
  }),
  z.object({
    do: z.literal("latency"),
    operation: z.enum(CAL_OPERATIONS).default("any"),
    /** Real milliseconds; 0 switches it off. */
    ms: z.number().int().nonnegative().max(60_000),
  }),
  z.object({ do: z.literal("event"), trigger: z.enum(RARE_TRIGGERS), uid: z.string() }),
  z.object({ do: z.literal("confirmation"), isRequired: z.boolean() }),
  z.object({ do: z.literal("ping") }),
  z.object({ do: z.literal("host-cancel"), uid: z.string(), reason: z.string().min(1) }),
  z.object({ do: z.literal("host-reschedule"), uid: z.string(), start: z.iso.datetime() }),
  webhooks,
  clear,
]);

const resendCommand = z.discriminatedUnion("do", [
  z.object({ do: z.literal("fail-sends"), fault: z.enum(RESEND_FAULTS), times }),
  z.object({ do: z.literal("events"), isEnabled: z.boolean() }),
  z.object({ do: z.literal("unverified-domain"), domain: z.string().min(1) }),
  webhooks,
  clear,
]);

export interface StandInSet {
  readonly vapi: VapiStandIn;
  readonly cal: CalStandIn;
  readonly resend: ResendStandIn;
}

export type ServiceName = keyof StandInSet;

/**
 * Carries out one control command, such as `{"do": "fail-creates", "fault": "rate-limited", "times": 3}`.
 *
 * @throws z.ZodError when it is not a command of that service.
 */
export async function runCommand(
  standIns: StandInSet,
  service: ServiceName,
  input: unknown,
): Promise<void> {
  if (service === "vapi") await runVapi(standIns.vapi, vapiCommand.parse(input));
  else if (service === "cal") await runCal(standIns.cal, calCommand.parse(input));
  else runResend(standIns.resend, resendCommand.parse(input));
}

async function runVapi(vapi: VapiStandIn, command: z.output<typeof vapiCommand>): Promise<void> {
  const { faults } = vapi;
  switch (command.do) {
    case "fail-creates": {
      const { retryAfterSeconds } = command;
      const options = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
      faults.nextCreates(command.fault, command.times, options);
      return;
    }
    case "state":
      faults.setState(command.state, command.isOn);
      return;
    case "limit-number":
      faults.limitedNumbers.add(command.phoneNumberId);
      return;
    case "end-next-call":
      faults.endNextCallWith(command.endedReason);
      return;
    case "tool-call-shape":
      faults.toolCallShape = command.shape;
      return;
    case "script":
      vapi.scripts.set(command.phone, command.script);
      return;
    case "hold-talk":
      if (command.isOn) {
        vapi.runner.heldNumbers.add(command.phone);
        return;
      }
      vapi.runner.heldNumbers.delete(command.phone);
      await vapi.runner.letOn(command.phone, 1);
      return;
    case "go-on":
      await vapi.runner.letOn(command.phone, command.steps);
      return;
    case "concurrency":
      vapi.concurrencyLimit = command.limit;
      vapi.concurrencyMode = command.mode;
      return;
    case "webhooks":
      addDeliveryRule(vapi.outbox.faults, command);
      return;
    case "clear":
      faults.clear();
      vapi.outbox.faults.clear();
  }
}

async function runCal(cal: CalStandIn, command: z.output<typeof calCommand>): Promise<void> {
  switch (command.do) {
    case "fail-requests":
      cal.faults.nextRequests(command.fault, command.operation, command.times);
      return;
    case "take-next-booking":
      cal.faults.takeNextBooking(command.phone);
      return;
    case "delivery":
      cal.subscription.mode = command.mode ?? cal.subscription.mode;
      cal.subscription.signing = command.signing ?? cal.subscription.signing;
      cal.subscription.isActive = command.isActive ?? cal.subscription.isActive;
      return;
    case "latency":
      cal.faults.latencies.set(command.operation, command.ms);
      return;
    case "event":
      await cal.sendRare(command.trigger, command.uid);
      return;
    case "confirmation":
      cal.eventType.requiresConfirmation = command.isRequired;
      return;
    case "ping":
      await cal.ping();
      return;
    case "host-cancel":
      await cal.cancel(command.uid, { cancellationReason: command.reason }, "host");
      return;
    case "host-reschedule":
      await cal.reschedule(command.uid, { start: command.start }, "host");
      return;
    case "webhooks":
      addDeliveryRule(cal.subscription.outbox.faults, command);
      return;
    case "clear":
      cal.faults.clear();
      cal.subscription.outbox.faults.clear();
  }
}

function runResend(resend: ResendStandIn, command: z.output<typeof resendCommand>): void {
  switch (command.do) {
    case "fail-sends":
      resend.faults.nextSends(command.fault, command.times);
      return;
    case "events":
      resend.events.isEnabled = command.isEnabled;
      return;
    case "unverified-domain":
      resend.unverifiedDomains.add(command.domain.toLowerCase());
      return;
    case "webhooks":
      addDeliveryRule(resend.outbox.faults, command);
      return;
    case "clear":
      resend.faults.clear();
      resend.outbox.faults.clear();
      resend.unverifiedDomains.clear();
  }
}

function addDeliveryRule(faults: DeliveryFaults, rule: z.output<typeof webhooks>): void {
  const { type, action, times: count, amount } = rule;
  faults.rules.push({ type, action, times: count, amount });
}
