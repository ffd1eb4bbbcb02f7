import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

type Look = "light" | "dark";

interface AxeOptions {
  readonly looks?: readonly Look[];
  /** Rules that do not fit what is shown. */
  readonly without?: readonly string[];
}

/** Axe finds no fault in what the page shows right now: layers are checked where they are opened, pages in axe.spec.ts. */
export async function expectNoFault(
  page: Page,
  { looks = ["light", "dark"], without = [] }: AxeOptions = {},
): Promise<void> {
  for (const colorScheme of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).disableRules([...without]).analyze();
    const faults = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    expect(faults).toEqual([]);
  }
}
