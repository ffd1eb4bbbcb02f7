import { describe, expect, test } from "vitest";
import { play } from "./play";
import { describePerformance } from "./print";
import { readRequest } from "./request";
import { nameOf, SCENES } from "./scenes";
import { openStage } from "./stage";

/** Plays the scenes that were asked for, or all, as tests; prints them only when asked to. */
export async function rehearse(isCruel: boolean): Promise<void> {
  const { names, seed, isPrinted, isColoured } = readRequest(process.env.REHEARSAL);
  const isAsked = (name: string) =>
    names.length === 0 || names.some((asked) => name === asked || name.startsWith(`${asked}:`));
  const scenes = SCENES.filter((scene) => isAsked(nameOf(scene)));
  const stage = await openStage();
  describe(isCruel ? "with duplicates, losses, delays and the wrong order" : "undisturbed", () => {
    for (const scene of scenes) {
      test(nameOf(scene), async () => {
        const performance = await play(stage(), scene, { seed, isCruel });
        if (isPrinted) console.log(describePerformance(performance, isColoured));
        expect(performance.checks.filter(({ isMet }) => !isMet)).toEqual([]);
      });
    }
  });
}
