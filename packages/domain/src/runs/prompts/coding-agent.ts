import { NewPrompt } from '@overmind/contracts/entities/prompt';
import type { GivenVariable, PromptPlace } from '../../prompts/place.ts';

const lines: GivenVariable[] = [
  {
    ...{ name: 'checks', kind: 'text', isRequired: true },
    description: 'a list item: what is run when the agent stops',
  },
  {
    ...{ name: 'change_rule', kind: 'text', isRequired: true },
    description: 'a list item where the task must change files; else empty',
  },
  {
    ...{ name: 'calling', kind: 'text', isRequired: true },
    description: 'a list item that says how to call the server, where the agent may; else empty',
  },
];
const given: GivenVariable[] = [
  ...lines,
  { name: 'task_key', kind: 'string', isRequired: false, description: 'key of the task, such as SHOP-12' },
  { name: 'task_type', kind: 'string', isRequired: false, description: 'code_change, test, doc, …' },
];

/** How a coding agent (executor `acp`) is told to work. Runners put it together with the task. */
export const codingAgentPlace: PromptPlace = {
  prompt: NewPrompt.parse({
    key: 'run.coding-agent',
    title: 'Run: how a coding agent works',
    description:
      'Body stands under "How to work", below the task, its criteria and what reviewers asked for; System, where there is ' +
      'any, stands above them. The words of the agent and what the repository says, fenced, come last.',
    body: [
      '- Work in the present folder only. It is a git worktree made for this task; leave your changes in its files. You ' +
        'need not commit: what you leave is committed for you.',
      '{{checks}}',
      '- Do not delete, skip or weaken tests to make them pass.',
      '{{change_rule}}',
      '- Nobody may be there to answer questions: where something is unclear, decide, and say what you decided.',
      '{{calling}}',
      '- At the end say in a few sentences what you did and what is left.',
    ].join('\n'),
    variables: lines.map(({ isRequired: _, ...variable }) => variable),
    note: 'As it comes with the program.',
  }),
  ...{ given, parts: [], subject: 'task', join: null },
};
