import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { followConversation, hear, type LineMessage, NOTHING_HEARD } from "@/lib/utils/live-lines";

const AT = "2026-03-03T16:00:00.000Z";
const LATER = "2026-03-03T16:00:05.000Z";

function line(text: string, isFinal: boolean, at = AT): LineMessage {
  return { role: "assistant", text, isFinal, at };
}

function textsOf(messages: readonly LineMessage[], stored = [] as const) {
  const heard = messages.reduce(hear, NOTHING_HEARD);
  return followConversation(stored, [], heard).map((entry) =>
    entry.kind === "line" ? [entry.text, entry.isGrowing ?? false] : [],
  );
}

describe("following a conversation", () => {
  it("replaces the growing line word by word and ends it with the final one", () => {
    expect(textsOf([line("Hel", false), line("Hello", false)])).toEqual([["Hello", true]]);
    const whole = [line("Hel", false), line("Hello", false), line("Hello there.", true)];
    expect(textsOf(whole)).toEqual([["Hello there.", false]]);
  });

  it("drops words that come after the line that they belong to", () => {
    expect(textsOf([line("Hello there.", true, LATER), line("Hello", false)])).toEqual([
      ["Hello there.", false],
    ]);
  });

  it("lets both speak at once", () => {
    const other: LineMessage = { role: "user", text: "Wait", isFinal: false, at: AT };
    expect(textsOf([line("Hello", false), other])).toEqual([
      ["Hello", true],
      ["Wait", true],
    ]);
  });

  it("shows every final line once and in order, whatever was read, heard, repeated or reordered", () => {
    const lines = fc.uniqueArray(
      fc.record({
        role: fc.constantFrom("assistant" as const, "user" as const),
        second: fc.integer({ min: 0, max: 5 }),
        text: fc.constantFrom("Yes.", "No.", "Hello?"),
      }),
      { selector: ({ role, second, text }) => `${role}${second}${text}`, minLength: 1 },
    );
    fc.assert(
      fc.property(lines, fc.infiniteStream(fc.nat()), (said, dice) => {
        const roll = (below: number) => Number(dice.next().value) % below;
        const withAt = said.map(({ role, text, second }) => ({
          role,
          text,
          at: `2026-03-03T16:00:0${second}.000Z`,
        }));
        const stored = withAt
          .filter(() => roll(2) === 0)
          // As the API writes instants.
          .map(({ role, text, at }) => ({ role, text, spoken_at: at.replace("Z", "+00:00") }));
        const known = new Set(
          stored.map(({ role, text, spoken_at }) => role + text + Date.parse(spoken_at)),
        );
        const heard = withAt
          .filter(({ role, text, at }) => !known.has(role + text + Date.parse(at)) || roll(2) === 0)
          .flatMap((message) => Array.from({ length: 1 + roll(2) }, () => message))
          .sort(() => roll(3) - 1)
          .map((message) => ({ ...message, isFinal: true }))
          .reduce(hear, NOTHING_HEARD);
        const entries = followConversation(stored, [], heard);
        expect(entries).toHaveLength(said.length);
        expect(new Set(entries.map(({ key }) => key)).size).toBe(said.length);
        const times = entries.map(({ at }) => Date.parse(at ?? ""));
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }),
    );
  });
});
