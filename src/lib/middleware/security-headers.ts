interface PolicyInput {
  readonly nonce: string;
  readonly supabaseUrl: string;
  readonly isHttps: boolean;
  readonly isDevelopment: boolean;
}

/** The Content-Security-Policy of one response. */
export function contentSecurityPolicy(input: PolicyInput): string {
  const { nonce, supabaseUrl, isHttps, isDevelopment } = input;
  const script = ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'"];
  // React's development build evaluates code to rebuild the server's stack traces.
  if (isDevelopment) script.push("'unsafe-eval'");
  const directives = [
    "default-src 'self'",
    `script-src ${script.join(" ")}`,
    // Positioning of menus and toasts sets style attributes, which no nonce can allow.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${supabaseUrl} ${supabaseUrl.replace(/^http/, "ws")}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ];
  if (isHttps) directives.push("upgrade-insecure-requests");
  return directives.join("; ");
}

const FIXED: Readonly<Record<string, string>> = {
  "strict-transport-security": "max-age=63072000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "cross-origin-opener-policy": "same-origin",
};

/** Sets what every response carries. */
export function setSecurityHeaders(headers: Headers, policy: string): void {
  headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(FIXED)) headers.set(name, value);
}
