/** The database of this browser in which the files of unfinished imports are kept. */
export const KEPT_FILES_NAME = "imports";
