import type { Utterance } from './corpus.ts';
import { trainActs } from './train-acts.ts';
import { trainAsking } from './train-asking.ts';
import { trainBlind } from './train-blind.ts';
import { trainBlindFour } from './train-blind-four.ts';
import { trainBlindThree } from './train-blind-three.ts';
import { trainBlindTwo } from './train-blind-two.ts';
import { trainBoard } from './train-board.ts';
import { trainContext } from './train-context.ts';
import { trainControl } from './train-control.ts';
import { trainDecisions } from './train-decisions.ts';
import { trainDefects } from './train-defects.ts';
import { trainDenials } from './train-denials.ts';
import { trainIdle } from './train-idle.ts';
import { trainMixed } from './train-mixed.ts';
import { trainMoreActs } from './train-more-acts.ts';
import { trainMoreQuestions } from './train-more-questions.ts';
import { trainMoreRemarks } from './train-more-remarks.ts';
import { trainNothing } from './train-nothing.ts';
import { trainParts } from './train-parts.ts';
import { trainPretence } from './train-pretence.ts';
import { trainProject } from './train-project.ts';
import { trainQuestions } from './train-questions.ts';
import { trainSeveral } from './train-several.ts';
import { trainSpeech } from './train-speech.ts';
import { trainStatus } from './train-status.ts';
import { trainStyles } from './train-styles.ts';
import { trainTerse } from './train-terse.ts';
import { trainVisitors } from './train-visitors.ts';
import { trainWishes } from './train-wishes.ts';
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
  ...trainMoreActs,
  ...trainMoreQuestions,
  ...trainMoreRemarks,
  ...trainActs,
  ...trainAsking,
  ...trainDefects,
  ...trainIdle,
  ...trainSeveral,
  ...trainTerse,
  ...trainWishes,
  ...trainContext,
  ...trainPretence,
  ...trainBoard,
  ...trainBlind,
  ...trainBlindTwo,
  ...trainBlindThree,
  ...trainBlindFour,
  ...trainMixed,
  ...trainDenials,
  ...trainVisitors,
  ...trainDecisions,
];
