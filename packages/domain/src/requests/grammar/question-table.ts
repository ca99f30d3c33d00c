import type { Topic } from '@overmind/contracts/entities/request';

/** A question about the board is a status request; one about reasons, people, times and plans is a question. */
export type QuestionTable = readonly (readonly ['status' | 'ask', Topic, string])[];
