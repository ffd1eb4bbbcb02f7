import { z } from "zod";

const request = z.object({
  names: z.array(z.string()).default([]),
  seed: z.number().int().default(1),
  isPrinted: z.boolean().default(false),
  isColoured: z.boolean().default(false),
});

/** What to rehearse, as the command line hands it on in the environment; all of it, silently, when nothing is said. */
export function readRequest(text: string | undefined): z.output<typeof request> {
  return request.parse(text ? JSON.parse(text) : {});
}

export type RehearsalRequest = z.input<typeof request>;
