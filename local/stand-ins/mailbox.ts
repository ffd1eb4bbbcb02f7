import { asList, isObject, type JsonObject } from "./json";
import { Ids } from "./random";

export interface LocalMail {
  readonly to: string;
  readonly from?: string | undefined;
  readonly subject: string;
  readonly html?: string | undefined;
  readonly text?: string | undefined;
}

export interface KeptMail {
  readonly id: string;
  readonly createdAt: string;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly html: string | null;
  readonly text: string | null;
}

/** Mails that reach the inspector without a mail service, such as those of the local auth server. */
export class Mailbox {
  readonly mails = new Map<string, KeptMail>();
  private readonly ids: Ids;

  constructor(private readonly parts: { seed: number; now: () => Date; changed: () => void }) {
    this.ids = new Ids(`mailbox:${parts.seed}`, parts.now);
  }

  deliver(mail: LocalMail): void {
    const id = this.ids.uuid();
    this.mails.set(id, {
      id,
      createdAt: this.parts.now().toISOString(),
      to: mail.to,
      from: mail.from ?? "auth@localhost",
      subject: mail.subject,
      html: mail.html ?? null,
      text: mail.text ?? null,
    });
    this.parts.changed();
  }

  snapshot(): JsonObject {
    return { count: this.ids.count, mails: [...this.mails.values()] };
  }

  restore(data: JsonObject): void {
    if (typeof data.count === "number") this.ids.count = data.count;
    for (const mail of asList(data.mails).filter(isKeptMail)) this.mails.set(mail.id, mail);
  }
}

/** Kept data was written by this file; it is enough to see that it is a mail at all. */
function isKeptMail(value: unknown): value is KeptMail {
  return isObject(value) && typeof value.id === "string" && typeof value.to === "string";
}
