import { asList, asObject, asText, isObject, type JsonObject } from "../json";
import type { CallRecord } from "./types";

const PLACEHOLDER = /\{\{\s*([\w.]+)\s*\}\}/g;

/** Fills `{{name}}` and `{{a.b}}` from `variables`; what is not there becomes nothing. */
export function renderTemplate(template: string, variables: JsonObject): string {
  return template.replace(PLACEHOLDER, (_match, path: string) => {
    const value = lookUp(variables, path);
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  });
}

/** What a call's templates can name: what the service knows of the call, and what the call was created with. */
export function callVariables(record: CallRecord, now: Date): JsonObject {
  const { customer, phoneNumber, type, assistantOverrides } = record.created;
  const instant = now.toISOString();
  return {
    now: instant,
    date: instant.slice(0, 10),
    time: instant.slice(11, 16),
    call: { id: record.id, type },
    customer,
    phoneNumber,
    ...asObject(asObject(assistantOverrides).variableValues),
  };
}

function lookUp(variables: JsonObject, path: string): unknown {
  let value: unknown = variables;
  for (const key of path.split(".")) value = isObject(value) ? value[key] : undefined;
  return value;
}

/** Lays a tool's static parameters over the model's arguments: what the operator set always wins. */
export function withStaticParameters(
  tool: JsonObject,
  fromModel: JsonObject,
  variables: JsonObject,
): JsonObject {
  const merged = { ...fromModel };
  for (const parameter of asList(tool.parameters)) {
    const key = asText(asObject(parameter).key);
    if (key) merged[key] = renderValue(asObject(parameter).value, variables);
  }
  return merged;
}

function renderValue(value: unknown, variables: JsonObject): unknown {
  return typeof value === "string" ? renderTemplate(value, variables) : value;
}
