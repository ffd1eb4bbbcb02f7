import { describe, expect, it } from "vitest";
import { CONSENT_BASES } from "@/lib/utils/consent-bases";
import { consentSchema, consentText } from "@/lib/utils/consent-texts";

describe("consent", () => {
  it("has a wording of its own for every basis and for files and leads", () => {
    const texts = CONSENT_BASES.flatMap((basis) => [
      consentText(basis, "file"),
      consentText(basis, "leads"),
    ]);
    expect(new Set(texts).size).toBe(texts.length);
    expect(consentText("written", "file")).toContain("each person in this file");
    expect(consentText("written", "file")).toContain("47 CFR 64.1200(f)(9)");
  });

  it("asks for a note only with another basis, and takes an empty one for none", () => {
    expect(consentSchema.parse({ basis: "oral", note: " " })).toEqual({
      basis: "oral",
      note: null,
    });
    expect(consentSchema.safeParse({ basis: "other", note: " " }).error?.issues[0]).toMatchObject({
      path: ["note"],
      message: "Describe the basis in the note.",
    });
    expect(consentSchema.safeParse({ basis: "other", note: "Contract" }).success).toBe(true);
  });
});
