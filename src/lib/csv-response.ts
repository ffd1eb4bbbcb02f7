import "server-only";

/** A file to download that is written while it is read: only as fast as the browser takes it. */
export function csvResponse(
  parts: AsyncGenerator<Uint8Array<ArrayBuffer>>,
  fileName: string,
): Response {
  return new Response(toStream(parts), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
    },
  });
}

function toStream(parts: AsyncGenerator<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => {
      await parts.return(undefined);
    },
  });
}
