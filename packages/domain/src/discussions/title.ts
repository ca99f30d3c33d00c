import { cutAfterWord } from '../text/cut-after-word.ts';

const longestTitle = 80;

/** The first words of a goal. */
export const titleOfGoal = (goal: string): string =>
  cutAfterWord(goal.replace(/\s+/g, ' ').trim(), longestTitle);
