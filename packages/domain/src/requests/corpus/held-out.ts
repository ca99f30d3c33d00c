import type { Utterance } from './corpus.ts';
import { heldOutSet } from './held-out-set.ts';

/** Written without sight of the rules or of the utterances they were made with. */
export const heldOut: readonly Utterance[] = heldOutSet;
