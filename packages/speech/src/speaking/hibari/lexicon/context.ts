/** What follows a word, which some words sound different for: "the apple" and "the pear". */
export interface Context {
  /** Whether the next sound is a vowel; null at a pause or the end. */
  vowelFollows: boolean | null;
  toFollows: boolean;
}

export const nothingFollows: Context = { vowelFollows: null, toFollows: false };
