import type { Utterance } from './corpus.ts';
import { blindThreeControl } from './train-blind-three-control.ts';
import { blindThreeControlMore } from './train-blind-three-control-more.ts';
import { blindThreeFollowUps } from './train-blind-three-followups.ts';
import { blindThreeNothing } from './train-blind-three-nothing.ts';
import { blindThreeParts } from './train-blind-three-parts.ts';
import { blindThreePartsMore } from './train-blind-three-parts-more.ts';
import { blindThreeQuestions } from './train-blind-three-questions.ts';
import { blindThreeWork } from './train-blind-three-work.ts';
import { blindThreeWorkMore } from './train-blind-three-work-more.ts';

/** A third set, written without sight of the rules, and then used to mend them. */
export const trainBlindThree: Utterance[] = [
  ...blindThreeControl,
  ...blindThreeControlMore,
  ...blindThreeWork,
  ...blindThreeWorkMore,
  ...blindThreeParts,
  ...blindThreePartsMore,
  ...blindThreeQuestions,
  ...blindThreeFollowUps,
  ...blindThreeNothing,
];
