import type { QuestionTable } from './question-table.ts';
import { boardQuestions } from './questions/board.ts';
import { countsQuestions } from './questions/counts.ts';
import { crewQuestions } from './questions/crew.ts';
import { overviewQuestions } from './questions/overview.ts';
import { progressQuestions } from './questions/progress.ts';
import { projectQuestions } from './questions/project.ts';
import { reasonsQuestions } from './questions/reasons.ts';
import { reviewQuestions } from './questions/review.ts';
import { tallyQuestions } from './questions/tally.ts';
import { taskQuestions } from './questions/task.ts';
import { troubleQuestions } from './questions/trouble.ts';

/** Questions on the board, its work and its people, in the order they are tried. */
export const questions: QuestionTable = [
  ...countsQuestions,
  ...boardQuestions,
  ...reviewQuestions,
  ...troubleQuestions,
  ...progressQuestions,
  ...projectQuestions,
  ...crewQuestions,
  ...reasonsQuestions,
  ...taskQuestions,
  ...overviewQuestions,
  ...tallyQuestions,
];
