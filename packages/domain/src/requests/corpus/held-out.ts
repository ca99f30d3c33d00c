import type { Utterance } from './corpus.ts';
import { heldOutControl } from './held-out-control.ts';
import { heldOutFollowUps } from './held-out-followups.ts';
import { heldOutNothing } from './held-out-nothing.ts';
import { heldOutQuestions } from './held-out-questions.ts';
import { heldOutStatus } from './held-out-status.ts';
import { heldOutWork } from './held-out-work.ts';
import { heldOutWorkMore } from './held-out-work-more.ts';
import { heldOutWorkParts } from './held-out-work-parts.ts';
import { heldOutWorkPartsMore } from './held-out-work-parts-more.ts';
import { heldOutWorkTraps } from './held-out-work-traps.ts';

/** Written without sight of the rules or of the utterances they were made with. */
export const heldOut: Utterance[] = [
  ...heldOutWork,
  ...heldOutWorkMore,
  ...heldOutWorkTraps,
  ...heldOutWorkParts,
  ...heldOutWorkPartsMore,
  ...heldOutControl,
  ...heldOutStatus,
  ...heldOutFollowUps,
  ...heldOutQuestions,
  ...heldOutNothing,
];
