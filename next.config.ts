import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  // The badge would cover the frame's own controls; errors are shown all the same.
  devIndicators: false,
  // Otherwise Next.js rewrites 127.0.0.1 in the middleware's redirects to localhost, where the session's cookie is not.
  skipMiddlewareUrlNormalize: true,
  // A lockfile in a parent folder must not move the root.
  outputFileTracingRoot: import.meta.dirname,
  serverExternalPackages: ["pino", "@react-email/render", "ws"],
  experimental: { optimizePackageImports: ["radix-ui", "lucide-react", "@tanstack/react-query"] },
  // The middleware sets the other security headers; it does not run for files that never change.
  headers: async () => [
    {
      source: "/_next/static/:path*",
      headers: [{ key: "X-Content-Type-Options", value: "nosniff" }],
    },
  ],
};

export default config;
