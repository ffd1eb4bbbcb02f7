/** Under which keys the pages keep the answers about the queue; the server seeds the same ones. */
export const waterfallKey = (teamId: string) => ["waterfall", teamId];
export const healthKey = (teamId: string) => ["automation-health", teamId];
export const forecastKey = (teamId: string) => ["forecast", teamId];
