import type { CSSProperties, ReactNode } from "react";
import type { EmailFooter } from "./variables";

// Mail programs drop style sheets, so every element carries its own style.
const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const TEXT: CSSProperties = { fontSize: 15, lineHeight: "24px", color: "#1f2328", margin: 0 };
const SMALL: CSSProperties = { fontSize: 12, lineHeight: "18px", color: "#59636e", margin: 0 };

interface LayoutProps {
  /** Shown beside the subject in a list of mails. */
  readonly preview: string;
  /** Why this person gets it, in one sentence. */
  readonly reason: string;
  readonly footer: EmailFooter;
  readonly children: ReactNode;
}

export function Layout({ preview, reason, footer, children }: LayoutProps) {
  return (
    <html lang="en">
      {/* biome-ignore lint/style/noHeadElement: this is a mail, not a page of the application */}
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{preview}</title>
      </head>
      <body style={{ margin: 0, padding: 0, backgroundColor: "#f6f8fa", fontFamily: FONT }}>
        <div data-skip-in-text="true" style={{ display: "none", maxHeight: 0, overflow: "hidden" }}>
          {preview}
        </div>
        <table role="presentation" width="100%" cellPadding={0} cellSpacing={0}>
          <tbody>
            <tr>
              <td align="center" style={{ padding: "32px 16px" }}>
                <table
                  role="presentation"
                  width="100%"
                  cellPadding={0}
                  cellSpacing={0}
                  style={{ maxWidth: 560, backgroundColor: "#ffffff", borderRadius: 8 }}
                >
                  <tbody>
                    <tr>
                      <td style={{ padding: 32 }}>{children}</td>
                    </tr>
                  </tbody>
                </table>
                <Footer reason={reason} footer={footer} />
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </html>
  );
}

function Footer({ reason, footer }: Pick<LayoutProps, "reason" | "footer">) {
  return (
    <div style={{ maxWidth: 560, padding: "24px 32px 0", textAlign: "left" }}>
      <p style={SMALL}>{reason}</p>
      <p style={{ ...SMALL, paddingTop: 8 }}>
        {footer.senderName}, {footer.postalAddress}
      </p>
      <p style={{ ...SMALL, paddingTop: 8 }}>
        <a href={footer.unsubscribeUrl} style={{ color: "#59636e" }}>
          Unsubscribe
        </a>
      </p>
    </div>
  );
}

export function Paragraph({ children }: { readonly children: ReactNode }) {
  return <p style={{ ...TEXT, paddingBottom: 16 }}>{children}</p>;
}

export function Heading({ children }: { readonly children: ReactNode }) {
  return (
    <h1 style={{ fontSize: 20, lineHeight: "28px", color: "#1f2328", margin: "0 0 16px" }}>
      {children}
    </h1>
  );
}

/** The one thing to do. */
export function Action({
  href,
  children,
}: {
  readonly href: string;
  readonly children: ReactNode;
}) {
  return (
    <p style={{ margin: "0 0 16px" }}>
      <a
        href={href}
        style={{
          display: "inline-block",
          padding: "12px 20px",
          borderRadius: 6,
          backgroundColor: "#1f5fbf",
          color: "#ffffff",
          fontSize: 15,
          fontWeight: 600,
          textDecoration: "none",
        }}
      >
        {children}
      </a>
    </p>
  );
}

/** A fact that must be found at a glance. */
export function Highlight({ children }: { readonly children: ReactNode }) {
  return (
    <div
      style={{
        ...TEXT,
        padding: 16,
        margin: "0 0 16px",
        backgroundColor: "#f0f4f9",
        borderRadius: 6,
      }}
    >
      {children}
    </div>
  );
}
