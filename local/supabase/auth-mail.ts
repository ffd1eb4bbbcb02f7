/** A mail of the auth server: sign-up confirmation, password reset. */
export interface AuthMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Where the auth server's mails go. */
export interface EmailSender {
  send(mail: AuthMail): Promise<void>;
}

/**
 * Lite's plain-text part always names a link of its own that the app does not serve; the templates decide the HTML
 * part only. So the text is made from the HTML, with each link's address after its words.
 */
export function withTextFromHtml(sender: EmailSender): EmailSender {
  return { send: (mail) => sender.send({ ...mail, text: textOf(mail.html) }) };
}

function textOf(html: string): string {
  return html
    .replace(/<(style|head)[\s\S]*?<\/\1>/gi, "")
    .replace(/<a [^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/gi, "$2: $1")
    .replace(/<\/(p|h\d|div|tr)>|<br ?\/?>/gi, "\n")
    .replace(/<[^>]+>/g, "")
    .replace(/&nbsp;/g, " ")
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .replace(/[ \t]+/g, " ")
    .replace(/ ?\n\s*/g, "\n\n")
    .trim();
}
