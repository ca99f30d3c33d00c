import type { QuestionTable } from '../question-table.ts';

/** How many, whatever is counted. */
export const tallyQuestions: QuestionTable = [['ask', 'counts', `how many <counted> [<words>]`]];
