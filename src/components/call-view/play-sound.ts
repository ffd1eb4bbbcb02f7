import { z } from "zod";
import { createPcmReader, loudness, type PcmChunk } from "@/lib/utils/pcm-stream";

export type SoundEnd =
  /** The call, or the sound of it, has come to its end. */
  { readonly kind: "over" } | { readonly kind: "failed"; readonly message: string };

interface SoundOptions {
  readonly path: string;
  /** Aborting stops the sound at once. */
  readonly signal: AbortSignal;
  /** Told for each piece: how loud it is, from 0 to 1. */
  readonly onLevel: (level: number) => void;
}

/** So much is kept in hand against an uneven network. */
const LEAD_SECONDS = 0.15;
/** Whoever is further behind than this skips: it is live, not a recording. */
const LATEST_SECONDS = 1.5;

/** Plays the sound of a running call until it ends or is stopped. Started by a click: browsers demand one. */
export async function playSound({ path, signal, onLevel }: SoundOptions): Promise<SoundEnd> {
  const speaker = new AudioContext();
  try {
    const response = await fetch(path, { signal, cache: "no-store" });
    if (!response.ok || !response.body) return refused(await readMessage(response));
    const reader = response.body.getReader();
    const pcm = createPcmReader();
    let nextAt = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { kind: "over" };
      const chunk = pcm.read(value);
      if (!chunk) continue;
      onLevel(loudness(chunk));
      nextAt = schedule(speaker, chunk, nextAt);
    }
  } catch {
    return signal.aborted ? { kind: "over" } : refused("The sound was interrupted. Listen again.");
  } finally {
    void speaker.close();
  }
}

/** Puts a piece right behind the one before; returns when it will have been played. */
function schedule(speaker: AudioContext, { format, channels }: PcmChunk, nextAt: number): number {
  const now = speaker.currentTime;
  if (nextAt - now > LATEST_SECONDS) return nextAt;
  const startAt = nextAt > now ? nextAt : now + LEAD_SECONDS;
  const length = channels[0]?.length ?? 0;
  const buffer = speaker.createBuffer(channels.length, length, format.sampleRate);
  for (const [index, samples] of channels.entries()) buffer.copyToChannel(samples, index);
  const source = speaker.createBufferSource();
  source.buffer = buffer;
  source.connect(speaker.destination);
  source.start(startAt);
  return startAt + buffer.duration;
}

const errorSchema = z.object({ error: z.object({ message: z.string() }) });

async function readMessage(response: Response): Promise<string> {
  const body = errorSchema.safeParse(await response.json().catch(() => undefined));
  return body.data?.error.message ?? "The sound cannot be had right now.";
}

function refused(message: string): SoundEnd {
  return { kind: "failed", message };
}
