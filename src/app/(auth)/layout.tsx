import type { ReactNode } from "react";
import { Brand } from "@/components/shell/brand";

export default function AuthLayout({ children }: { readonly children: ReactNode }) {
  return (
    <main
      id="content"
      className="mx-auto flex min-h-dvh w-full max-w-sm flex-col px-5 py-10 sm:justify-center"
    >
      <Brand className="mb-8" />
      {children}
    </main>
  );
}
