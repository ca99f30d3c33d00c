import type { Utterance } from './corpus.ts';
import { trainControl } from './train-control.ts';
import { trainMore } from './train-more.ts';
import { trainNothing } from './train-nothing.ts';
import { trainParts } from './train-parts.ts';
import { trainProject } from './train-project.ts';
import { trainQuestions } from './train-questions.ts';
import { trainSpeech } from './train-speech.ts';
import { trainStatus } from './train-status.ts';
import { trainStyles } from './train-styles.ts';
import { trainWork } from './train-work.ts';

/** What the grammar was written against. */
export const train: Utterance[] = [
  ...trainStatus,
  ...trainQuestions,
  ...trainControl,
  ...trainProject,
  ...trainNothing,
  ...trainWork,
  ...trainParts,
  ...trainSpeech,
  ...trainStyles,
  ...trainMore,
];
