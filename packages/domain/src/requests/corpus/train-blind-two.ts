import type { Utterance } from './corpus.ts';
import { blindTwoControl } from './train-blind-two-control.ts';
import { blindTwoControlMore } from './train-blind-two-control-more.ts';
import { blindTwoFollowUps } from './train-blind-two-followups.ts';
import { blindTwoNothing } from './train-blind-two-nothing.ts';
import { blindTwoParts } from './train-blind-two-parts.ts';
import { blindTwoPartsMore } from './train-blind-two-parts-more.ts';
import { blindTwoQuestions } from './train-blind-two-questions.ts';
import { blindTwoWork } from './train-blind-two-work.ts';
import { blindTwoWorkMore } from './train-blind-two-work-more.ts';

/** A second set written without sight of the rules, and then used to mend them. */
export const trainBlindTwo: Utterance[] = [
  ...blindTwoControl,
  ...blindTwoControlMore,
  ...blindTwoWork,
  ...blindTwoWorkMore,
  ...blindTwoParts,
  ...blindTwoPartsMore,
  ...blindTwoQuestions,
  ...blindTwoFollowUps,
  ...blindTwoNothing,
];
