import type { QuestionTable } from '../question-table.ts';

/** How many, whatever is counted. */
export const tallyQuestions: QuestionTable = [
  ['ask', 'counts', `how many <counted> [<words>]`],
  [
    'ask',
    'counts',
    `how many (did|have|has|do|will|can|could|of them|of those|of these) (we|you|they|i|the team|the agents|everyone|it|are|were|is) <words>`,
  ],
];
