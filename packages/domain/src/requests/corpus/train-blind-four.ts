import type { Utterance } from './corpus.ts';
import { blindFourControl } from './train-blind-four-control.ts';
import { blindFourControlMore } from './train-blind-four-control-more.ts';
import { blindFourFollowUps } from './train-blind-four-followups.ts';
import { blindFourNothing } from './train-blind-four-nothing.ts';
import { blindFourParts } from './train-blind-four-parts.ts';
import { blindFourPartsMore } from './train-blind-four-parts-more.ts';
import { blindFourQuestions } from './train-blind-four-questions.ts';
import { blindFourWork } from './train-blind-four-work.ts';
import { blindFourWorkMore } from './train-blind-four-work-more.ts';

/** A fourth set written without sight of the rules, and then used to mend them. */
export const trainBlindFour: readonly Utterance[] = [
  ...blindFourControl,
  ...blindFourControlMore,
  ...blindFourWork,
  ...blindFourWorkMore,
  ...blindFourParts,
  ...blindFourPartsMore,
  ...blindFourQuestions,
  ...blindFourFollowUps,
  ...blindFourNothing,
];
