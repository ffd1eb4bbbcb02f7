import type postgres from "postgres";
import { z } from "zod";
import { messageOf } from "../../support/errors";
import type { Log } from "../../support/log";
import type { Broadcast } from "./protocol";

interface TopicMessage extends Broadcast {
  readonly topic: string;
}

export interface FeedOptions {
  /** Has a pool of its own; ending it ends the feed. */
  readonly sql: postgres.Sql;
  readonly deliver: (message: TopicMessage) => void;
  /** False while nobody listens: then rows need not be read at all. */
  readonly isWanted: () => boolean;
  readonly log: Log;
}

interface Notice {
  readonly id: string;
  readonly insertedAt: string;
}

/** How far back to look after a lost connection; `inserted_at` is when its transaction began, hence the slack. */
const OVERLAP_SECONDS = 15;
/** How long an id is remembered in order not to send its message twice. */
const MEMORY_MS = 60_000;

const rowsSchema = z.array(
  z.object({ id: z.string(), topic: z.string(), event: z.string(), payload: z.unknown() }),
);

/**
 * Follows realtime.messages: a trigger announces the id of each private message, the row is read back and handed to
 * `deliver`, in the order of the commits. A connection that was lost is made again, and what was missed is read.
 */
export async function followMessages({ sql, deliver, isWanted, log }: FeedOptions): Promise<void> {
  const sent = new RecentIds();
  let waiting: Notice[] = [];
  let work = Promise.resolve();
  let isFirst = true;

  const send = (rows: unknown) => {
    for (const message of rowsSchema.parse(rows)) if (sent.add(message.id)) deliver(message);
  };
  const enqueue = (task: () => Promise<void>) => {
    work = work
      .then(task)
      .catch((error) => log(`realtime: messages were lost: ${messageOf(error)}`));
  };
  const readWaiting = async () => {
    const notices = waiting;
    waiting = [];
    if (isWanted()) return send(await readRows(sql, notices));
    // Whoever joins later must not get them from a look back.
    for (const { id } of notices) sent.add(id);
  };

  await sql.listen(
    "realtime_messages",
    (text) => {
      const [id = "", ...time] = text.split(" ");
      waiting.push({ id, insertedAt: time.join(" ") });
      // One read serves all notices that came in during the read before it.
      if (waiting.length === 1) enqueue(readWaiting);
    },
    () => {
      if (!isFirst) enqueue(async () => send(await readRecent(sql)));
      isFirst = false;
    },
  );
}

/** The times travel as text: as a JavaScript Date they would lose their microseconds and find nothing. */
function readRows(sql: postgres.Sql, notices: readonly Notice[]): Promise<unknown> {
  const ids = notices.map((notice) => notice.id);
  const times = notices.map((notice) => notice.insertedAt);
  return sql`
    select m.id, m.topic, m.event, m.payload
    from unnest(${ids}::text[]::uuid[], ${times}::text[]::timestamp[]) with ordinality as n (id, inserted_at, position)
    join realtime.messages m on m.id = n.id and m.inserted_at = n.inserted_at
    where m.private
    order by n.position
  `;
}

function readRecent(sql: postgres.Sql): Promise<unknown> {
  return sql`
    select id, topic, event, payload from realtime.messages
    where private and event is not null
      and inserted_at > (now() at time zone 'utc') - make_interval(secs => ${OVERLAP_SECONDS})
    order by inserted_at
  `;
}

class RecentIds {
  readonly #expiry = new Map<string, number>();

  /** False when the id was there already. */
  add(id: string): boolean {
    const now = Date.now();
    for (const [old, expiresAt] of this.#expiry) {
      if (expiresAt > now) break;
      this.#expiry.delete(old);
    }
    if (this.#expiry.has(id)) return false;
    this.#expiry.set(id, now + MEMORY_MS);
    return true;
  }
}
