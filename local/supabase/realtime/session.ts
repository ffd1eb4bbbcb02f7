import type postgres from "postgres";
import type { WebSocket } from "ws";
import { z } from "zod";
import { messageOf } from "../../support/errors";
import type { Log } from "../../support/log";
import { type Claims, claimsOfKey, claimsOfToken, expiredText, type Keys, Refusal } from "./claims";
import { canRead, canWrite } from "./policies";
import {
  type Broadcast,
  decodeFrame,
  encodeBroadcast,
  encodeFrame,
  type Frame,
  type ProtocolVersion,
  TOPIC_PREFIX,
} from "./protocol";

/** What a session needs of the server around it. */
export interface SessionContext {
  readonly sql: postgres.Sql;
  readonly keys: Keys;
  /** Hands a client's own broadcast to everybody on the topic; `from` has `self` to decide about itself. */
  readonly publish: (topic: string, message: Broadcast, from: Session) => void;
  readonly log: Log;
}

interface Channel {
  readonly topic: string;
  readonly joinRef: string | null;
  readonly hearsItself: boolean;
  readonly wantsAck: boolean;
  token: string | undefined;
  claims: Claims;
  /** Unknown until the first message is sent with these claims. */
  mayWrite: boolean | undefined;
  expiry: NodeJS.Timeout | undefined;
}

const joinSchema = z.object({
  access_token: z.string().nullish(),
  config: z
    .object({
      private: z.boolean().default(false),
      broadcast: z
        .object({ ack: z.boolean().default(false), self: z.boolean().default(false) })
        .prefault({}),
      postgres_changes: z.array(z.unknown()).nullish(),
    })
    .prefault({}),
});
const tokenSchema = z.object({ access_token: z.string().nullish() });
const broadcastSchema = z.object({ event: z.string(), payload: z.unknown() });

/** Hosted Realtime looks at open channels at least this often. */
const LONGEST_TIMER_MS = 5 * 60_000;
const NO_READ = "You do not have permissions to read from this Channel topic";
const LOST_READ = "You no longer have permission to read from this Channel topic";

/** One client's socket with the channels it has joined. */
export class Session {
  readonly #channels = new Map<string, Channel>();
  /** Frames are handled one after another: a token must not overtake the join before it. */
  #work = Promise.resolve();

  constructor(
    private readonly socket: WebSocket,
    private readonly version: ProtocolVersion,
    private readonly keyClaims: Claims,
    private readonly context: SessionContext,
  ) {
    socket.on("message", (data: Buffer, isBinary: boolean) => {
      const frame = decodeFrame(data, isBinary, version);
      if (frame) this.#enqueue(frame);
    });
    socket.on("close", () => this.#forgetAll());
  }

  /** Sends a broadcast of the topic, if this client listens to it. */
  deliver(topic: string, message: Broadcast): void {
    if (this.#channels.has(topic)) {
      this.socket.send(encodeBroadcast(`${TOPIC_PREFIX}${topic}`, message, this.version));
    }
  }

  /** Whether this client wants its own broadcasts on the topic back. */
  hearsItself(topic: string): boolean {
    return this.#channels.get(topic)?.hearsItself ?? false;
  }

  get isListening(): boolean {
    return this.#channels.size > 0;
  }

  #enqueue(frame: Frame): void {
    this.#work = this.#work
      .then(() => this.#handle(frame))
      .catch((error) => {
        if (!(error instanceof Refusal)) {
          this.context.log(`realtime: ${frame.event} failed: ${messageOf(error)}`);
        }
        this.#reply(frame, "error", { reason: messageOf(error) });
      });
  }

  async #handle(frame: Frame): Promise<void> {
    if (frame.topic === "phoenix" && frame.event === "heartbeat") return this.#reply(frame, "ok");
    if (!frame.topic.startsWith(TOPIC_PREFIX)) throw new Refusal("unmatched topic");
    const topic = frame.topic.slice(TOPIC_PREFIX.length);
    if (frame.event === "phx_join") return this.#join(frame, topic);
    const channel = this.#channels.get(topic);
    if (!channel) throw new Refusal("unmatched topic");
    if (frame.event === "phx_leave") return this.#leave(frame, channel);
    if (frame.event === "access_token") return this.#renew(frame, channel);
    if (frame.event === "broadcast") return this.#broadcast(frame, channel);
    throw new Refusal(`The local server does not serve ${frame.event}`);
  }

  async #join(frame: Frame, topic: string): Promise<void> {
    const { access_token: given, config } = joinSchema.parse(frame.payload);
    if (!config.private) {
      throw new Refusal("PrivateOnly: This project only allows private channels");
    }
    if (config.postgres_changes?.length) {
      throw new Refusal("The local server does not serve postgres_changes");
    }
    const token = given && !given.startsWith("sb_") ? given : undefined;
    const claims = token ? await claimsOfToken(token, this.context.keys) : this.#claimsOfKey(given);
    if (!(await canRead(this.context.sql, claims, topic))) {
      throw new Refusal(`Unauthorized: ${NO_READ}: ${topic}`);
    }
    this.#forget(topic);
    const channel: Channel = {
      topic,
      joinRef: frame.joinRef,
      hearsItself: config.broadcast.self,
      wantsAck: config.broadcast.ack,
      token,
      claims,
      mayWrite: undefined,
      expiry: undefined,
    };
    this.#channels.set(topic, channel);
    this.#watchExpiry(channel);
    this.#reply(frame, "ok", { postgres_changes: [] });
  }

  /** A key may stand in for a token, in the join as in the address of the socket. */
  #claimsOfKey(key: string | null | undefined): Claims {
    return claimsOfKey(key, this.context.keys) ?? this.keyClaims;
  }

  #leave(frame: Frame, channel: Channel): void {
    this.#forget(channel.topic);
    this.#reply(frame, "ok");
    this.#sendClose(channel);
  }

  async #renew(frame: Frame, channel: Channel): Promise<void> {
    const { access_token: token } = tokenSchema.parse(frame.payload);
    if (!token || token === channel.token || token.startsWith("sb_")) return;
    try {
      const claims = await claimsOfToken(token, this.context.keys);
      if (!(await canRead(this.context.sql, claims, channel.topic))) {
        throw new Refusal(`${LOST_READ}: ${channel.topic}`);
      }
      Object.assign(channel, { token, claims, mayWrite: undefined });
      this.#watchExpiry(channel);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#forceClose(channel, error.message);
    }
  }

  async #broadcast(frame: Frame, channel: Channel): Promise<void> {
    const { event, payload } = broadcastSchema.parse(frame.payload);
    channel.mayWrite ??= await canWrite(this.context.sql, channel.claims, channel.topic);
    if (channel.mayWrite) {
      this.context.publish(channel.topic, { id: crypto.randomUUID(), event, payload }, this);
    }
    // Hosted Realtime drops what may not be sent without a word, acknowledged or not.
    if (channel.wantsAck && channel.mayWrite) this.#reply(frame, "ok");
  }

  #watchExpiry(channel: Channel): void {
    clearTimeout(channel.expiry);
    const { exp } = channel.claims;
    if (exp === undefined) return;
    const leftMs = exp * 1000 - Date.now();
    if (leftMs > 0) {
      const waitMs = Math.min(leftMs, LONGEST_TIMER_MS);
      channel.expiry = setTimeout(() => this.#watchExpiry(channel), waitMs);
    } else {
      this.#forceClose(channel, expiredText(exp));
    }
  }

  /** The client takes this as final: it does not join again by itself. */
  #forceClose(channel: Channel, message: string): void {
    this.#forget(channel.topic);
    const payload = { extension: "system", status: "error", message, channel: channel.topic };
    this.#send({ ...this.#addressOf(channel), event: "system", payload });
    this.#sendClose(channel);
  }

  #sendClose(channel: Channel): void {
    this.#send({ ...this.#addressOf(channel), event: "phx_close", payload: {} });
  }

  #addressOf(channel: Channel): Pick<Frame, "joinRef" | "ref" | "topic"> {
    const { joinRef, topic } = channel;
    return { joinRef, ref: joinRef, topic: `${TOPIC_PREFIX}${topic}` };
  }

  #reply(frame: Frame, status: "ok" | "error", response: object = {}): void {
    const { joinRef, ref, topic } = frame;
    this.#send({ joinRef, ref, topic, event: "phx_reply", payload: { status, response } });
  }

  #send(frame: Frame): void {
    if (this.socket.readyState === this.socket.OPEN) {
      this.socket.send(encodeFrame(frame, this.version));
    }
  }

  #forget(topic: string): void {
    clearTimeout(this.#channels.get(topic)?.expiry);
    this.#channels.delete(topic);
  }

  #forgetAll(): void {
    for (const topic of [...this.#channels.keys()]) this.#forget(topic);
  }
}
