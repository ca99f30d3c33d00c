import type { Utterance } from './corpus.ts';
import { heldOutSetControl } from './held-out-set-control.ts';
import { heldOutSetControlMore } from './held-out-set-control-more.ts';
import { heldOutSetFollowUps } from './held-out-set-followups.ts';
import { heldOutSetNothing } from './held-out-set-nothing.ts';
import { heldOutSetParts } from './held-out-set-parts.ts';
import { heldOutSetPartsMore } from './held-out-set-parts-more.ts';
import { heldOutSetQuestions } from './held-out-set-questions.ts';
import { heldOutSetWork } from './held-out-set-work.ts';
import { heldOutSetWorkMore } from './held-out-set-work-more.ts';

/** Ordinary clear English, written without sight of the rules, after those were made. */
export const heldOutSet: readonly Utterance[] = [
  ...heldOutSetControl,
  ...heldOutSetControlMore,
  ...heldOutSetWork,
  ...heldOutSetWorkMore,
  ...heldOutSetParts,
  ...heldOutSetPartsMore,
  ...heldOutSetQuestions,
  ...heldOutSetFollowUps,
  ...heldOutSetNothing,
];
