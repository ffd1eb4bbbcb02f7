import type { Finding } from "./finding";
import { asList, asObject, asText, type JsonObject } from "./json";

/** https://docs.vapi.ai/api-reference/assistants/create: what is longer is refused there. */
const LONGEST: Readonly<Record<string, number>> = {
  name: 40,
  voicemailMessage: 1000,
  endCallMessage: 1000,
};
const LONGEST_DESCRIPTION = 999;
const FUNCTION_NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** Where a definition goes over a limit of the service. */
export function limitFindings(content: JsonObject): Finding[] {
  return [
    ...Object.entries(LONGEST)
      .filter(([key, limit]) => asText(content[key]).length > limit)
      .map(([key, limit]) => overLimit(key, `It has more than ${limit} characters.`)),
    ...asList(content.endCallPhrases)
      .map(asText)
      .filter(({ length }) => length < 2 || length > 140)
      .map((phrase) => overLimit("endCallPhrases", `"${phrase}" must have 2 to 140 characters.`)),
    ...durationFindings(content.maxDurationSeconds),
    ...asList(asObject(content.model).tools).flatMap((tool) =>
      functionFindings(asObject(asObject(tool).function)),
    ),
  ];
}

function durationFindings(value: unknown): Finding[] {
  if (value === undefined) return [];
  const isInside = typeof value === "number" && value >= 10 && value <= 43_200;
  return isInside ? [] : [overLimit("maxDurationSeconds", "It must be from 10 to 43200.")];
}

function functionFindings({ name, description }: JsonObject): Finding[] {
  if (name === undefined) return [];
  const path = `model.tools[${asText(name)}]`;
  return [
    ...(FUNCTION_NAME.test(asText(name)) ? [] : [overLimit(path, "The name is not allowed.")]),
    ...(asText(description).length <= LONGEST_DESCRIPTION
      ? []
      : [overLimit(path, `The description has more than ${LONGEST_DESCRIPTION} characters.`)]),
  ];
}

function overLimit(path: string, message: string): Finding {
  return { rule: "limits", path, message };
}
