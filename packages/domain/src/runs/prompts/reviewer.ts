import { NewPrompt } from '@overmind/contracts/entities/prompt';
import type { GivenVariable, PromptPlace } from '../../prompts/place.ts';

const given: GivenVariable[] = [
  { name: 'reviewer', kind: 'string', isRequired: false, description: 'name of the agent that reviews' },
  { name: 'task_key', kind: 'string', isRequired: false, description: 'key of the task, such as SHOP-12' },
  {
    name: 'criteria_count',
    kind: 'number',
    isRequired: false,
    description: 'how many criteria are to be judged',
  },
];

/** What a reviewer of a run is told. Runners put it together: only they have the files. */
export const reviewerPlace: PromptPlace = {
  prompt: NewPrompt.parse({
    key: 'run.reviewer',
    title: 'Run: a reviewer of the result',
    description:
      'System is what the reviewer is there for; Body is how it judges. The program puts the rule about data between the ' +
      'two, how a review is handed in and the words of the agent below, and gives the task, its criteria and the change ' +
      'in a message of its own.',
    system:
      'You judge whether finished work meets its acceptance criteria. You can list, read and search the files of the ' +
      'result; you can change nothing.',
    body:
      'Judge every criterion by its number, exactly once. "yes" only if you have read lines that show it: cite them, of ' +
      'files of the result. "no" if it is not met, "unclear" if you cannot tell.',
    note: 'As it comes with the program.',
  }),
  ...{ given, parts: [], subject: 'task', join: null },
};
