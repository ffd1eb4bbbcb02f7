import { asList, asObject, asText, isObject, type JsonObject } from "../json";
import { ASSISTANT_OVERRIDE_FIELDS, CALL_FIELDS, CUSTOMER_FIELDS } from "./fields";
import { assistantProblems, durationProblems, functionProblems } from "./validate-assistant";
import { tooLong, unknownKeys } from "./validate-values";

const E164 = /^\+[1-9]\d{6,14}$/;
const NORTH_AMERICAN = /^\+1[2-9]\d{2}[2-9]\d{6}$/;

/** What is wrong with the body of POST /call, in the service's own words; nothing when it would be accepted. */
export function callProblems(body: JsonObject): string[] {
  return [
    ...unknownKeys(body, CALL_FIELDS),
    ...tooLong(body, { name: 40 }),
    ...overrideProblems(body.assistantOverrides, "assistantOverrides"),
    ...(isObject(body.assistant) ? assistantProblems(body.assistant, "assistant.") : []),
    ...asList(body.customers).flatMap((item, index) =>
      customerProblems(item, `customers.${index}.`),
    ),
    ...(body.customer === undefined ? [] : customerProblems(body.customer, "customer.")),
    ...scheduleProblems(body.schedulePlan),
  ];
}

/** What is wrong with a tool; only a new one must say its type. */
export function toolProblems(body: JsonObject, isNew: boolean): string[] {
  const problems = functionProblems(body, "");
  if (isNew && asText(body.type) === undefined) problems.push("type must be a string");
  return problems;
}

export function phoneNumberProblems(body: JsonObject, isNew: boolean): string[] {
  const problems = tooLong(body, { name: 40 });
  if (isNew && asText(body.provider) === undefined) problems.push("provider must be a string");
  return problems;
}

function customerProblems(value: unknown, prefix: string): string[] {
  if (!isObject(value)) return [`${prefix.slice(0, -1)} must be an object`];
  const problems = [
    ...unknownKeys(value, CUSTOMER_FIELDS, prefix),
    ...tooLong(value, { name: 40, externalId: 40, email: 40, extension: 10 }, prefix),
    ...overrideProblems(value.assistantOverrides, `${prefix}assistantOverrides`),
  ];
  if (value.sipUri === undefined && !isValidNumber(value)) {
    problems.push(
      `${prefix}number must be a valid phone number in the E.164 format. Hot tip, you may be missing the country code (Eg. US: +1).`,
    );
  }
  return problems;
}

function isValidNumber(customer: JsonObject): boolean {
  const number = asText(customer.number) ?? "";
  if (customer.numberE164CheckEnabled === false) return number.length >= 3 && number.length <= 40;
  return number.startsWith("+1") ? NORTH_AMERICAN.test(number) : E164.test(number);
}

function overrideProblems(value: unknown, path: string): string[] {
  if (value === undefined) return [];
  if (!isObject(value)) return [`${path} must be an object`];
  return [
    ...unknownKeys(value, ASSISTANT_OVERRIDE_FIELDS, `${path}.`),
    ...durationProblems(value.maxDurationSeconds, `${path}.`),
    ...["variableValues", "metadata"]
      .filter((key) => value[key] !== undefined && !isObject(value[key]))
      .map((key) => `${path}.${key} must be an object`),
  ];
}

function scheduleProblems(value: unknown): string[] {
  if (value === undefined) return [];
  const earliest = asText(asObject(value).earliestAt) ?? "";
  return Number.isFinite(Date.parse(earliest))
    ? []
    : ["schedulePlan.earliestAt must be a valid ISO 8601 date string"];
}
