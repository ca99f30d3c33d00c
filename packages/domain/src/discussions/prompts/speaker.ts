import { NewPrompt } from '@overmind/contracts/entities/prompt';
import type { GivenVariable, PromptPlace } from '../../prompts/place.ts';
import { facilitator, frame, joinTurn, portrait, speakers, turnParts } from './frame.ts';

const task: GivenVariable = {
  ...{ name: 'task', kind: 'text', isRequired: true },
  description: 'what is to be done in this turn',
};
const purpose: GivenVariable = {
  ...{ name: 'purpose', kind: 'string', isRequired: false },
  description: 'what the turn is for in a word, such as explore, discuss or vote',
};
const given = [portrait, speakers, facilitator, task, purpose];

/** What a speaker is told for each turn but a summary. */
export const speakerPlace: PromptPlace = {
  prompt: NewPrompt.parse({
    key: 'discussion.speaker',
    title: 'Discussion: a turn of a speaker',
    description:
      'System is who speaks; Body is what to do. The program puts the rules about data between the two, the forms of a ' +
      'reply below, and what was said in a message of its own.',
    system: frame,
    body: 'Task: {{task}}',
    variables: [portrait, speakers, facilitator, task].map(({ isRequired: _, ...variable }) => variable),
    note: 'As it comes with the program.',
  }),
  ...{ given, parts: turnParts, subject: 'discussion', reader: 'model', join: joinTurn },
};
