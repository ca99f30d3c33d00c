import type { QuestionTable } from '../question-table.ts';
import { tasks } from '../question-words.ts';

/** How many, of a kind. */
export const countsQuestions: QuestionTable = [
  [
    'ask',
    'counts',
    `(what is|tell me|give me|show me|i need|what was) the [total|overall|current|exact|whole] (number|count|amount) of [all|all the|the|our|my] [open|failed|done|finished|queued|blocked|running|waiting|completed|canceled|pending|active] ${tasks} [<words>]`,
  ],
  [
    'ask',
    'counts',
    `(how many ${tasks} (are|have|has|did|do|were|is|we) <words>|how many <counted> and how many <words>)`,
  ],
];
