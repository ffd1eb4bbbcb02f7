import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { connection } from "next/server";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { ClockProvider } from "@/components/live/clock-context";
import { ThemeProvider } from "@/components/live/theme-provider";
import { Toaster } from "@/components/ui/toaster";
import { getEnv } from "@/lib/env";
import { PUBLIC_CONFIG_META, type PublicConfig } from "@/lib/public-config";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "HVAC Sales Automation", template: "%s · HVAC Sales Automation" },
  description: "Calls HVAC companies, books demos, keeps everybody informed.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafbfb" },
    { media: "(prefers-color-scheme: dark)", color: "#101315" },
  ],
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  // Rendered per request: the configuration is read at run time and every response has a nonce of its own.
  await connection();
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const config = readConfig();
  return (
    <html lang="en" className={GeistSans.variable} suppressHydrationWarning>
      <head>
        <meta name={PUBLIC_CONFIG_META} content={JSON.stringify(config)} />
      </head>
      <body className="min-h-dvh font-sans">
        <ThemeProvider nonce={nonce}>
          <ClockProvider settings={config.clock} renderedAtMs={Date.now()}>
            <NuqsAdapter>{children}</NuqsAdapter>
            <Toaster />
          </ClockProvider>
        </ThemeProvider>
      </body>
    </html>
  );
}

function readConfig(): PublicConfig {
  const env = getEnv();
  return {
    supabaseUrl: env.NEXT_PUBLIC_SUPABASE_URL,
    supabaseKey: env.NEXT_PUBLIC_SUPABASE_ANON_KEY,
    clock: env.BUSINESS_CLOCK,
  };
}
