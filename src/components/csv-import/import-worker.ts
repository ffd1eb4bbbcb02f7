import { createFileDesk } from "./file-desk";
import type { WorkerQuestion, WorkerReply } from "./import-reader";

const desk = createFileDesk();

self.addEventListener("message", ({ data }: MessageEvent<WorkerQuestion>) => {
  void answer(data).then(reply, (error: unknown) =>
    reply({ id: data.id, error: error instanceof Error ? error.message : String(error) }),
  );
});

function reply(message: WorkerReply): void {
  self.postMessage(message);
}

async function answer({ id, ...question }: WorkerQuestion): Promise<WorkerReply> {
  switch (question.kind) {
    case "open":
      return { id, value: await desk.open(question.source, question.reading) };
    case "check":
      return { id, value: await desk.check(question.columns) };
    case "chunk":
      return { id, value: await desk.chunk(question.firstRow) };
  }
}
