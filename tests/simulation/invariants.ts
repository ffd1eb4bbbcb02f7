import { isDeepStrictEqual } from "node:util";
import { essence, type FinalCall } from "./final-state";
import { callIdOf } from "./provider-door";
import type { Run } from "./simulate";

const MINUTE_MS = 60_000;
/** The settings' defaults: between two calls to one number, and how many in 24 hours. */
const MIN_GAP_MS = 60 * MINUTE_MS;
const MOST_IN_24_HOURS = 3;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Everything that is wrong with a run; nothing when each promise was kept. */
export function findProblems(run: Run, faultFree: Run): string[] {
  const { state } = run;
  return [
    ...run.problems,
    ...state.violations,
    ...dialProblems(run),
    ...paceProblems(state.calls),
    ...leadProblems(run),
    ...spendProblems(run),
    ...suppressionProblems(run),
    ...differences(run, faultFree),
  ];
}

/** Each call that the provider made belongs to exactly one row, and each row that says so to a call. */
function dialProblems({ provider, state }: Run): string[] {
  const byId = new Map(state.calls.map((call) => [call.id, call]));
  const made = provider.calls.flatMap((record) => {
    const row = byId.get(callIdOf(record));
    return row?.provider_call_id === record.id
      ? []
      : [`provider call ${record.id} to ${record.number} is not that of call ${row?.id}`];
  });
  const rows = state.calls.filter((call) => call.provider_call_id !== null).length;
  return rows === provider.calls.length
    ? made
    : [...made, `${provider.calls.length} calls were made, ${rows} are known`];
}

function paceProblems(calls: readonly FinalCall[]): string[] {
  const times = new Map<string, number[]>();
  for (const call of calls) {
    if (call.state !== "ended" || !call.is_dialled) continue;
    times.set(call.phone, [...(times.get(call.phone) ?? []), Date.parse(call.claimed_at)]);
  }
  return [...times].flatMap(([phone, claimed]) =>
    claimed.flatMap((time, index) => {
      const before = claimed[index - 1];
      const third = claimed[index - MOST_IN_24_HOURS];
      return [
        ...(before !== undefined && time - before < MIN_GAP_MS
          ? [`${phone}: called again too soon`]
          : []),
        ...(third !== undefined && time - third < DAY_MS
          ? [`${phone}: called too often in a day`]
          : []),
      ];
    }),
  );
}

function leadProblems({ state }: Run): string[] {
  const open = state.calls.filter(({ state: s }) => s !== "ended" && s !== "not_placed");
  const lost = state.leads.filter(
    (lead) =>
      lead.status === "calling" || (lead.status === "pending" && lead.review_reason === null),
  );
  const miscounted = state.leads.filter((lead) => {
    const counted = state.calls.filter(
      (call) => call.phone === lead.phone && call.is_attempt_counted,
    );
    return counted.length !== lead.call_attempts;
  });
  return [
    ...open.map((call) => `call ${call.id} is still ${call.state}`),
    ...lost.map((lead) => `${lead.phone} is lost in ${lead.status}`),
    ...miscounted.map(
      (lead) => `${lead.phone}: ${lead.call_attempts} attempts are not what its calls say`,
    ),
  ];
}

function spendProblems({ provider, state }: Run): string[] {
  const charged = provider.calls.reduce((sum, call) => sum + Number(call.report?.cost ?? 0), 0);
  const spent = state.spend.reduce((sum, day) => sum + day.spent_usd, 0);
  return [
    ...(isDeepStrictEqual(state.spend, state.recomputed)
      ? []
      : ["the day's spend is not what its calls say"]),
    ...(Math.abs(charged - spent) < 0.00005
      ? []
      : [`$${charged} were charged, $${spent} are counted`]),
    ...state.spend
      .filter((day) => day.reserved_usd !== 0)
      .map((day) => `$${day.reserved_usd} of ${day.day} are reserved for nothing`),
  ];
}

function suppressionProblems({ provider, state }: Run): string[] {
  return state.suppressed.flatMap(({ address, at }) =>
    provider.dialled
      .filter(
        (call) =>
          call.number === address && Date.parse(String(call.created.createdAt)) > Date.parse(at),
      )
      .map(() => `${address} was called after it had opted out`),
  );
}

function differences(run: Run, faultFree: Run): string[] {
  const [found, expected] = [essence(run.state), essence(faultFree.state)];
  if (isDeepStrictEqual(found, expected)) return [];
  return [
    `the end differs:\n    ${JSON.stringify(found)}\n  from the fault-free run's:\n    ${JSON.stringify(expected)}`,
  ];
}
