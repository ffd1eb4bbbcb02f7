import type { Vapi } from "@vapi-ai/server-sdk";
import type { Finding } from "./finding";
import { asList, asObject, asText, type JsonObject, leavesOf, toJson } from "./json";
import { limitFindings } from "./lint-limits";
import { TOOLS } from "./tools";
import { isDeclared, placeholdersIn } from "./variables";

const MOST_OPENING_WORDS = 45;
/** The prompt is read again before every sentence: each word of it is waited for. */
const MOST_PROMPT_WORDS = 1200;
const NEEDED_MESSAGES = ["status-update", "end-of-call-report", "tool-calls", "transcript"];

/**
 * What forbids to publish a definition; nothing when it may be. What has to be said comes from 47 CFR 64.1200(b), from
 * the states that ask for disclosure of an artificial voice, and from those where both sides must consent to a recording.
 */
export function lintDefinition(definition: Vapi.CreateAssistantDto): Finding[] {
  const content = asObject(toJson(definition));
  return [
    ...openingFindings(content),
    ...promptFindings(content),
    ...voicemailFindings(content),
    ...variableFindings(content),
    ...toolFindings(content),
    ...speechFindings(content),
    ...serverFindings(content),
    ...limitFindings(content),
  ];
}

/** What every call must say in its first sentence, and how it is recognised. */
const DISCLOSURES: readonly (readonly [rule: string, sign: RegExp, message: string])[] = [
  ["identity", /\{\{\s*seller_name\s*\}\}/, "does not say which company calls"],
  ["ai-disclosure", /\b(AI|artificial intelligence)\b/, "does not say that an AI is speaking"],
  ["recording-notice", /\brecord(ed|ing)\b/i, "does not say that the call may be recorded"],
  [
    "opt-out",
    /\b(not|never|stop|no longer)\b[^.?!]*\bcall|\btake you off\b/i,
    "does not offer to opt out",
  ],
];

function openingFindings(content: JsonObject): Finding[] {
  const path = "firstMessage";
  const opening = asText(content.firstMessage);
  const missing = DISCLOSURES.filter(([, sign]) => !sign.test(opening)).map(
    ([rule, , message]) => ({ rule, path, message: `The opening ${message}.` }),
  );
  const mode = content.firstMessageMode ?? "assistant-speaks-first";
  return [
    ...missing,
    ...findIf(mode !== "assistant-speaks-first", {
      rule: "opening-first",
      path: "firstMessageMode",
      message: "The opening must be spoken before anything else, word for word.",
    }),
    ...findIf(wordsOf(opening) > MOST_OPENING_WORDS, {
      rule: "opening-length",
      path,
      message: `The opening has more than ${MOST_OPENING_WORDS} words: nobody listens that long.`,
    }),
  ];
}

const PROMPT_RULES: readonly (readonly [rule: string, sign: RegExp, message: string])[] = [
  ["identity", /\{\{\s*seller_name\s*\}\}/, "does not say for which company it calls"],
  ["ai-disclosure", /\b(AI|artificial intelligence)\b/, "does not say that it is an AI"],
  [
    "ai-denial",
    /\bnever deny\b/i,
    'does not forbid to deny being an AI: it must say "never deny" in as many words',
  ],
  ["opt-out", /\boff the list\b/i, "does not say to take people off the list who ask for it"],
];

function promptFindings(content: JsonObject): Finding[] {
  const path = "model.messages";
  const prompt = promptOf(content);
  const missing = PROMPT_RULES.filter(([, sign]) => !sign.test(prompt)).map(
    ([rule, , message]) => ({ rule, path, message: `The prompt ${message}.` }),
  );
  return [
    ...missing,
    ...findIf(wordsOf(prompt) > MOST_PROMPT_WORDS, {
      rule: "prompt-length",
      path,
      message: `The prompt has ${wordsOf(prompt)} words, more than ${MOST_PROMPT_WORDS}.`,
    }),
  ];
}

function voicemailFindings(content: JsonObject): Finding[] {
  const message = asText(content.voicemailMessage);
  return findIf(message !== "" && !/\b8(00|33|44|55|66|77|88)\b/.test(message), {
    rule: "voicemail",
    path: "voicemailMessage",
    message: "A message left on a machine must name a toll-free number to opt out by.",
  });
}

function variableFindings(content: JsonObject): Finding[] {
  return leavesOf(content).flatMap(({ path, value }) =>
    placeholdersIn(asText(value))
      .filter((name) => !isDeclared(name, path))
      .map((name) => ({
        rule: "variables",
        path,
        message: `{{${name}}} is not declared in src/assistant/variables.ts.`,
      })),
  );
}

function toolFindings(content: JsonObject): Finding[] {
  const path = "model.tools";
  const tools = asList(asObject(content.model).tools).map(asObject);
  const names = tools.map((tool) => asText(asObject(tool.function).name));
  const absent = TOOLS.filter(({ name }) => names.filter((other) => other === name).length !== 1);
  const undescribed = tools
    .map((tool) => asObject(tool.function))
    .filter((fn) => asText(fn.name) !== "" && asText(fn.description).trim() === "");
  return [
    ...absent.map(({ name }) => ({
      rule: "tools",
      path,
      message: `${name} must be there exactly once.`,
    })),
    ...findIf(!tools.some(({ type }) => type === "endCall"), {
      rule: "tools",
      path,
      message: "Without endCall the assistant cannot hang up.",
    }),
    ...undescribed.map((fn) => ({
      rule: "tool-description",
      path: `${path}[${asText(fn.name)}]`,
      message: "The tool has no description: the model would not know when to use it.",
    })),
  ];
}

/** All that may be spoken: what the model reads it may say. */
const SPOKEN =
  /^(firstMessage|voicemailMessage|endCallMessage|model\.messages.*\.content|model\.tools.*\.(content|message)|hooks.*\.exact)$/;

function speechFindings(content: JsonObject): Finding[] {
  const spoken = leavesOf(content).filter(({ path }) => SPOKEN.test(path));
  const named = spoken.flatMap(({ path, value }) =>
    [...TOOLS.map(({ name }) => name), "endCall", "transferCall"]
      .filter((name) => asText(value).includes(name))
      .map((name) => ({ rule: "tool-names", path, message: `${name} could be read aloud.` })),
  );
  const opening = asText(content.firstMessage).toLowerCase();
  const ending = asList(content.endCallPhrases)
    .map(asText)
    .filter((phrase) => opening.includes(phrase.toLowerCase()))
    .map((phrase) => ({
      rule: "end-phrases",
      path: "endCallPhrases",
      message: `"${phrase}" is in the opening: the call would end with it.`,
    }));
  return [...named, ...ending];
}

function serverFindings(content: JsonObject): Finding[] {
  const server = asObject(content.server);
  const messages = asList(content.serverMessages);
  const isProven =
    asText(server.credentialId) !== "" || Object.keys(asObject(server.headers)).length > 0;
  return [
    ...findIf(!isSafeUrl(asText(server.url)), {
      rule: "webhook",
      path: "server.url",
      message: "The webhook must be an https address, or one on this machine.",
    }),
    ...findIf(!isProven, {
      rule: "webhook",
      path: "server",
      message: "The webhook would be sent without a secret, and refused.",
    }),
    ...findIf(server.backoffPlan === undefined, {
      rule: "webhook",
      path: "server.backoffPlan",
      message: "Without a plan nothing is tried again: one blip would lose a report.",
    }),
    ...NEEDED_MESSAGES.filter((type) => !messages.includes(type)).map((type) => ({
      rule: "server-messages",
      path: "serverMessages",
      message: `${type} is missing.`,
    })),
  ];
}

function isSafeUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === "https:" || hostname === "127.0.0.1" || hostname === "localhost";
}

function promptOf(content: JsonObject): string {
  return asList(asObject(content.model).messages)
    .map((message) => asText(asObject(message).content))
    .join("\n");
}

function wordsOf(text: string): number {
  return text.split(/\s+/).filter((word) => word !== "").length;
}

function findIf(isBroken: boolean, finding: Finding): Finding[] {
  return isBroken ? [finding] : [];
}
