import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { SpendPanel } from "@/components/automation-panel/spend-panel";

function textOf(spend: Partial<Parameters<typeof SpendPanel>[0]["spend"]>): string {
  const whole = {
    day: "2026-03-03",
    capUsd: 20,
    spentUsd: 4.5,
    reservedUsd: 5,
    worstCaseUsd: 5,
    ...spend,
  };
  return renderToStaticMarkup(<SpendPanel spend={whole} />);
}

describe("SpendPanel", () => {
  it("says how many more calls the cap bears", () => {
    const text = textOf({});
    expect(text).toContain("$4.50 spent and $5.00 reserved of $20.00");
    expect(text).toContain("covers 2 more at the same time");
    expect(textOf({ spentUsd: 0, reservedUsd: 0 })).toContain("covers 4 more");
  });

  it("says that nothing is left for another one", () => {
    expect(textOf({ spentUsd: 11 })).toContain("does not cover another one");
    expect(textOf({ capUsd: 0, spentUsd: 0, reservedUsd: 0 })).toContain("does not cover");
  });

  it("draws no bar where there is no cap", () => {
    const text = textOf({ capUsd: null });
    expect(text).toContain("No daily cap");
    expect(text).not.toContain('role="img"');
  });
});
