/** Remembers the collapsed rail, so that the server renders it so and nothing jumps. */
export const RAIL_COOKIE_NAME = "hvac-rail";
export const RAIL_COLLAPSED = "collapsed";
