/** What went wrong, in words for the reader. */
export class Fault extends Error {}
