import "server-only";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { AppError } from "@/lib/errors";
import { readBody } from "@/lib/http";

const inflate = promisify(gunzip);

/**
 * Reads a body that may be compressed (`content-encoding: gzip`). What it becomes is bounded like what comes.
 *
 * @throws AppError `too_large`, `bad_request`.
 */
export async function readChunkBody(request: Request, maxBytes: number): Promise<string> {
  if (request.headers.get("content-encoding") !== "gzip") return readBody(request, maxBytes);
  const packed = Buffer.from(await request.arrayBuffer());
  if (packed.byteLength > maxBytes) throw new AppError("too_large", "compressed body too large");
  try {
    return (await inflate(packed, { maxOutputLength: maxBytes })).toString("utf8");
  } catch (cause) {
    const isTooLarge = cause instanceof RangeError;
    throw new AppError(isTooLarge ? "too_large" : "bad_request", "cannot inflate", {
      userMessage: isTooLarge
        ? `The rows are too large: at most ${maxBytes} bytes are taken.`
        : "These rows arrived damaged. Send them again.",
      cause,
    });
  }
}
