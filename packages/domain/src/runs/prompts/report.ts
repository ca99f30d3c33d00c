import { NewPrompt } from '@overmind/contracts/entities/prompt';
import type { GivenVariable, PromptPlace } from '../../prompts/place.ts';

const given: GivenVariable[] = [
  { name: 'task_key', kind: 'string', isRequired: false, description: 'key of the task, such as SHOP-12' },
  { name: 'task_type', kind: 'string', isRequired: false, description: 'review, research, doc, …' },
];

/** What an agent that is a language model (executor `model`) is told for a run. Runners put it together. */
export const reportPlace: PromptPlace = {
  prompt: NewPrompt.parse({
    key: 'run.report',
    title: 'Run: the report of a language model',
    description:
      'System is what the model is there for; Body is how it works. The program puts the rule about data between the two, ' +
      'how a report is handed in and the words of the agent below, and gives the task in a message of its own.',
    system:
      'You look into a repository and hand in a report. You can list, read and search files; you can change nothing.',
    body: 'Say only what you have read. Cite the file and the lines for every statement about code.',
    note: 'As it comes with the program.',
  }),
  ...{ given, parts: [], subject: 'task', join: null },
};
