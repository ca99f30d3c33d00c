import type { Utterance } from './corpus.ts';
import { blindControl } from './train-blind-control.ts';
import { blindFollowUps } from './train-blind-followups.ts';
import { blindNothing } from './train-blind-nothing.ts';
import { blindQuestions } from './train-blind-questions.ts';
import { blindStatus } from './train-blind-status.ts';
import { blindWork } from './train-blind-work.ts';
import { blindWorkMore } from './train-blind-work-more.ts';
import { blindWorkParts } from './train-blind-work-parts.ts';
import { blindWorkPartsMore } from './train-blind-work-parts-more.ts';
import { blindWorkTraps } from './train-blind-work-traps.ts';

/** Written without sight of the rules, and then used to mend them. */
export const trainBlind: Utterance[] = [
  ...blindWork,
  ...blindWorkMore,
  ...blindWorkTraps,
  ...blindWorkParts,
  ...blindWorkPartsMore,
  ...blindControl,
  ...blindStatus,
  ...blindFollowUps,
  ...blindQuestions,
  ...blindNothing,
];
