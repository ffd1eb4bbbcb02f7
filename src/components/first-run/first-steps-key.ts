/** Under which key the page keeps how far a team has come; the server seeds the same one. */
export const firstStepsKey = (teamId: string) => ["first-steps", teamId];
