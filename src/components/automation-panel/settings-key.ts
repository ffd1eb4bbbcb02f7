/** Under which key the pages keep the team's settings; the server seeds the same one. */
export const settingsKey = (teamId: string) => ["settings", teamId];
