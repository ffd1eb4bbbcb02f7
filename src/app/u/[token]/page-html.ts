interface PlainPage {
  readonly status: number;
  readonly title: string;
  readonly text: string;
  /** Asks for a click, which posts to the same address. */
  readonly button?: string;
}

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 28rem; margin: 15vh auto 0; padding: 0 1rem; }
  h1 { font-size: 1.25rem; }
  button { font: inherit; min-height: 44px; padding: 0 1.25rem; cursor: pointer; }
`;

/** The style is the only thing that the page may load or run; the form may post to this site only. */
const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow",
  "x-content-type-options": "nosniff",
};

/**
 * A page that needs no session, no script and no other request. Only fixed sentences go in: nothing from the request
 * or the database.
 */
export function plainPage({ status, title, text, button }: PlainPage): Response {
  const form = button ? `<form method="post"><button type="submit">${button}</button></form>` : "";
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body><main><h1>${title}</h1><p>${text}</p>${form}</main></body>
</html>
`;
  return new Response(html, { status, headers: HEADERS });
}
