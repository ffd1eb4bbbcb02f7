/** The layers of the application: what may know what. Nothing points back. */
module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "lib-knows-no-pages-or-components",
      severity: "error",
      from: { path: "^src/lib" },
      to: { path: "^src/(app|components)" },
    },
    {
      name: "components-know-no-pages",
      comment:
        "A component may call the server action of its page (a typed endpoint), nothing else of it.",
      severity: "error",
      from: { path: "^src/components" },
      to: { path: "^src/app", pathNot: "actions\\.ts$" },
    },
    {
      name: "clients-and-foundations-know-no-services",
      severity: "error",
      from: { path: "^src/lib/[^/]+\\.tsx?$|^src/lib/(cal|vapi)/" },
      to: { path: "^src/lib/services" },
    },
    {
      name: "utils-are-pure",
      severity: "error",
      from: { path: "^src/lib/utils" },
      to: { path: "^src/(lib/(?!utils)|app|components|emails|assistant)" },
    },
    {
      name: "assistant-and-emails-know-only-utils",
      severity: "error",
      from: { path: "^src/(assistant|emails)" },
      to: { path: "^src/(app|components|lib/(?!utils))" },
    },
    {
      name: "components-stay-off-the-server",
      severity: "error",
      from: { path: "^src/components" },
      to: {
        path: "^src/lib/(supabase|vapi|cal|resend|env|log|auth|server-context|http)\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "product-knows-no-local-stack",
      severity: "error",
      from: { path: "^(src|middleware\\.ts)" },
      to: { path: "^(local|tests)" },
    },
    {
      name: "only-clients-know-provider-sdks",
      severity: "error",
      from: { path: "^src", pathNot: "^src/lib/(vapi|resend)\\.ts$|^src/assistant/" },
      to: { path: "node_modules/(@vapi-ai/server-sdk|resend)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default"],
    },
  },
};
