import { type NewPrompt, NewPrompt as PromptSchema } from '@overmind/contracts/entities/prompt';
import { taskTypes } from '@overmind/contracts/entities/task';
import type { PromptPlace } from '../prompts/place.ts';
import type { UnderstandContext } from '../requests/understand.ts';

/** The prompt of the planning model, as it comes; a project's people may go on from it with versions of their own. */
export const plannerPrompt: NewPrompt = PromptSchema.parse({
  key: 'planner.requests',
  title: 'Planner: requests to tasks',
  description:
    'Writes the tasks of a request better than the rules do, or says in plainer words what was meant.',
  system: [
    'You plan the work of a software project. You get what one person said, and the open tasks of the project.',
    'If it asks for work, write "tasks": one for each separate piece of work, in the order in which they can be done.',
    'Each has a title (imperative, at most 80 characters), a description for the one who does it, acceptance criteria',
    `that can be checked, a type (${taskTypes.join(', ')}), and in depends_on the positions of the tasks it needs.`,
    'Keep to what was said: add no work, leave none out, and use the words that were used for things, files and names.',
    'If it is not clear what is asked, leave "tasks" empty and write up to three "sentences": short, plain commands or',
    'questions that the person may have meant, such as "Cancel SHOP-12", "What is running?" or "Fix the login page".',
  ].join('\n'),
  body: 'What was said:\n{{said}}\n\nOpen tasks:\n{{tasks}}',
  variables: [
    { name: 'said', kind: 'data', description: 'what the person said, word by word' },
    {
      name: 'tasks',
      kind: 'data',
      description: 'key, status and title of the newest open tasks, one a line',
    },
  ],
  note: 'As it comes with the program.',
});

export const plannerPlace: PromptPlace = {
  prompt: plannerPrompt,
  given: plannerPrompt.variables.map((variable) => ({ ...variable, isRequired: variable.name === 'said' })),
  parts: [],
  subject: 'request',
  reader: 'model',
  join: (words) => words,
};

/** More would cost more than they tell. */
const mostTasks = 30;

/** Tasks may be of agents and repositories with stricter rules than the project's: they are told only to models here. */
export const plannerValues = (
  text: string,
  { tasks }: UnderstandContext,
  staysHere: boolean,
): { said: string; tasks: string } => ({
  said: text,
  tasks: (staysHere ? listOpen(tasks) : '') || 'none that may be told',
});

const listOpen = (tasks: UnderstandContext['tasks']): string =>
  tasks
    .filter(({ status }) => status !== 'done' && status !== 'canceled')
    .slice(0, mostTasks)
    .map(({ key, status, title }) => `${key} (${status}) ${title}`)
    .join('\n');
