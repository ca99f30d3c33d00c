import type { QuestionTable } from '../question-table.ts';
import { tasks } from '../question-words.ts';

/** How many, of a kind. */
export const countsQuestions: QuestionTable = [
  [
    'ask',
    'counts',
    `(how many ${tasks} (are|have|has|did|do|were|is|we) <words>|how many <counted> and how many <words>)`,
  ],
];
