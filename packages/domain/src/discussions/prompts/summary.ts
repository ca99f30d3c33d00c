import { NewPrompt } from '@overmind/contracts/entities/prompt';
import type { PromptPlace } from '../../prompts/place.ts';
import { facilitator, frame, joinTurn, portrait, speakers, turnParts } from './frame.ts';
import { tasks } from './tasks.ts';

const given = [portrait, speakers, facilitator];

/** What the facilitator is told when it is to sum up. */
export const summaryPlace: PromptPlace = {
  prompt: NewPrompt.parse({
    key: 'discussion.summary',
    title: 'Discussion: its summary',
    description:
      'What later turns are shown in the place of what was said before. System is who speaks; Body is what to do. The ' +
      'program puts the rules about data between the two, the form of the reply below, and what was said in a message of ' +
      'its own.',
    system: frame,
    body: `Task: ${tasks.summarise}`,
    variables: given.map(({ isRequired: _, ...variable }) => variable),
    note: 'As it comes with the program.',
  }),
  ...{ given, parts: turnParts, subject: 'discussion', reader: 'model', join: joinTurn },
};
