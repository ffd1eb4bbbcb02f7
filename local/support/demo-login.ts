/** The user that supabase/seed.sql creates, with the password as written there. */
export const DEMO_LOGIN = { email: "demo@hvac.example", password: "demo-password" } as const;
