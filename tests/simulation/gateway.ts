import { CREATE_FAULTS } from "../../local/stand-ins/vapi/faults";
import { SUPABASE_URL } from "./app-doors";
import type { DatabaseDoor } from "./database-door";
import type { Faults, RequestFault } from "./faults";
import type { CreateTrouble, ProviderDoor } from "./provider-door";
import type { OutsideRequest, Process, Scheduler, Step } from "./scheduler";

const SECOND_MS = 1000;
const SHORT_STALL_MS = 10 * SECOND_MS;
const LONG_STALL_MS = 6 * 60 * SECOND_MS;
const LATE_EFFECT_MS = 20 * SECOND_MS;

/** Requests that are not of this simulation: real time, mail, and the calendar. They can be lost like all others. */
const ANSWERS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["/rest/v1/rpc/hit_request_limit", [{ is_allowed: true, retry_after_seconds: 1 }]],
  ["/rest/v1/rpc/claim_due_emails", []],
  ["/rest/v1/rpc/purge_lead_actions", 0],
  ["/rest/v1/booking_requests", []],
  ["/rest/v1/appointments", []],
  ["/rest/v1/webhook_events", []],
  ["/rest/v1/rpc/calendar_synced_until", null],
  ["/rest/v1/rpc/claim_slot_refresh", null],
  ["/rest/v1/rpc/take_provider_token", [{ wait_ms: 3_600_000, request_limit: 120, remaining: 0 }]],
]);

/** Nothing can keep a process that stands still in the middle of asking the provider from dialling late. */
const HURRIED = /\/call$/;

export interface GatewayParts {
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly database: DatabaseDoor;
  readonly provider: () => ProviderDoor;
  /** The SDK's own retries of a failed POST, which the application switches off. */
  readonly repeatsCreates: boolean;
}

/** Where all requests of all processes go out into the world, one at a time, and what goes wrong on the way. */
export class Gateway {
  constructor(private readonly parts: GatewayParts) {}

  request(
    process: Process,
    request: OutsideRequest,
    signal: AbortSignal | null | undefined,
  ): Promise<Response> {
    const { scheduler } = this.parts;
    return new Promise((resolve, reject) => {
      if (process.isDead) return;
      const giveUp = () => {
        scheduler.take(step);
        excuse(process, "gave up waiting");
        step.fail(signal?.reason);
      };
      const whileAlive =
        <T>(act: (value: T) => void) =>
        (value: T) => {
          scheduler.touch();
          signal?.removeEventListener("abort", giveUp);
          if (!process.isDead) act(value);
        };
      const step: Step = {
        process,
        request,
        readyAtMs: scheduler.nowMs + this.stallMs(process, request),
        isOrphan: false,
        answer: whileAlive(resolve),
        fail: whileAlive(reject),
      };
      signal?.addEventListener("abort", giveUp);
      scheduler.add(step);
    });
  }

  async perform(step: Step): Promise<void> {
    const { scheduler, faults } = this.parts;
    if (step.isOrphan) {
      await this.act(step);
      return scheduler.note(`${labelOf(step)}: takes effect late`);
    }
    const fault = this.chooseFault(step);
    if (fault) {
      excuse(step.process, fault);
      scheduler.note(`${labelOf(step)}: ${fault}`);
      return this.performWith(step, fault);
    }
    const partner = this.partnerOf(step);
    if (partner && faults.chance("overlap")) return this.performBoth(step, partner);
    const response = await this.act(step);
    scheduler.note(`${labelOf(step)} → ${response.status}`);
    step.answer(response);
  }

  /** The process is gone; what it had already sent may still arrive. */
  kill(process: Process): void {
    const { scheduler, faults } = this.parts;
    for (const step of scheduler.stepsOf(process)) {
      if (faults.pick([true, false])) step.isOrphan = true;
      else scheduler.take(step);
    }
    process.isDead = true;
    scheduler.touch();
    process.die();
  }

  private chooseFault(step: Step): RequestFault | undefined {
    const fault = this.parts.faults.forRequest(kindOf(step.request));
    if (fault === "concurrency-blocked" && !this.parts.provider().canBlock(step.request)) {
      return "error-before";
    }
    return fault;
  }

  private async performWith(step: Step, fault: RequestFault): Promise<void> {
    const { scheduler, faults } = this.parts;
    switch (fault) {
      case "crash-before":
        return this.kill(step.process);
      case "crash-after":
        await this.act(step);
        return this.kill(step.process);
      case "never-sent":
        return step.fail(networkError("ECONNREFUSED"));
      case "lost-answer":
        await this.act(step);
        return step.fail(networkError("ECONNRESET"));
      case "late-effect":
        scheduler.add({
          ...step,
          isOrphan: true,
          readyAtMs: scheduler.nowMs + faults.duration(1, LATE_EFFECT_MS),
        });
        return step.fail(networkError("ECONNRESET"));
      case "error-before":
        return step.answer(serverError(step));
      case "error-after":
        await this.act(step, fault);
        return step.answer(serverError(step));
      case "hang-before":
        return;
      case "hang-after":
        await this.act(step);
        return;
      case "slow-answer": {
        const response = await this.act(step);
        const longestMs = HURRIED.test(step.request.url.pathname) ? SHORT_STALL_MS : LONG_STALL_MS;
        scheduler.setTimeout(() => step.answer(response), faults.duration(SECOND_MS, longestMs));
        return;
      }
      default:
        return step.answer(await this.act(step, fault));
    }
  }

  private async performBoth(first: Step, second: Step): Promise<void> {
    const { scheduler, database } = this.parts;
    scheduler.take(second);
    const both = await database.serveBoth(first.request, second.request);
    const how = both.hasWaited ? "waits for" : "overlaps";
    scheduler.note(
      `${labelOf(second)} → ${both.second.status} ${how} ${labelOf(first)} → ${both.first.status}`,
    );
    if (both.isSecondEarlier) {
      second.answer(both.second);
      first.answer(both.first);
    } else {
      first.answer(both.first);
      second.answer(both.second);
    }
  }

  private async act(step: Step, fault?: RequestFault): Promise<Response> {
    const { request, process } = step;
    const kind = kindOf(request);
    if (kind === "database") {
      const fixed = ANSWERS.get(request.url.pathname);
      if (fixed === undefined) return this.parts.database.serve(request);
      const isOne = request.headers.get("accept")?.includes("vnd.pgrst.object") === true;
      return Response.json(isOne && Array.isArray(fixed) ? fixed[0] : fixed);
    }
    const trouble = this.troubleOf(fault);
    const response = await this.parts.provider().serve(request, trouble);
    const isTrouble = this.parts.provider().standIn.faults.states.size > 0;
    if (!response.ok && (trouble || isTrouble)) excuse(process, `${response.status}`);
    if (kind === "place" && this.parts.repeatsCreates && fault === "error-after") {
      await this.parts.provider().serve(request);
    }
    return response;
  }

  private troubleOf(fault: RequestFault | undefined): CreateTrouble | undefined {
    const played = CREATE_FAULTS.find((name) => name === fault);
    if (!played) return undefined;
    const retryAfterSeconds =
      played === "rate-limited" ? this.parts.faults.pick([undefined, 90, 600]) : undefined;
    return { fault: played, retryAfterSeconds };
  }

  private stallMs(process: Process, request: OutsideRequest): number {
    const { faults } = this.parts;
    if (!faults.chance("stall")) return 0;
    excuse(process, "stall");
    const longestMs = HURRIED.test(request.url.pathname) ? SHORT_STALL_MS : LONG_STALL_MS;
    return faults.duration(SECOND_MS, longestMs);
  }

  /** A request of another process that may overlap with this one: rather one to the same function. */
  private partnerOf(step: Step): Step | undefined {
    if (!isOverlappable(step)) return undefined;
    const others = this.parts.scheduler
      .ready()
      .filter(
        (other) => other.process !== step.process && !other.isOrphan && isOverlappable(other),
      );
    const path = step.request.url.pathname;
    return others.find((other) => other.request.url.pathname === path) ?? others[0];
  }
}

function isOverlappable({ request }: Step): boolean {
  return (
    kindOf(request) === "database" && request.method !== "GET" && !ANSWERS.has(request.url.pathname)
  );
}

function kindOf(request: OutsideRequest): "database" | "place" | "look" {
  if (request.url.href.startsWith(SUPABASE_URL)) return "database";
  return request.method === "POST" ? "place" : "look";
}

function labelOf({ process, request }: Step): string {
  const path = request.url.pathname.replace(/^\/rest\/v1\/(rpc\/)?/, "");
  const number = /"number":"\+1\d+(\d{4})"/.exec(request.body)?.[1];
  return `${process.name}${number ? `[…${number}]` : ""} ${request.method} ${path}`;
}

function excuse(process: Process, fault: string): void {
  process.excuses.push(fault);
}

function serverError(step: Step): Response {
  const body =
    kindOf(step.request) === "database"
      ? { code: "57P01", message: "terminating connection", details: null, hint: null }
      : { message: "Internal server error", statusCode: 500 };
  return Response.json(body, { status: 500 });
}

/** As the fetch of Node.js fails. */
function networkError(code: string): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
}
