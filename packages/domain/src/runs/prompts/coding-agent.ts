import type { PromptVariable } from '@overmind/contracts/entities/prompt';
import { NewPrompt } from '@overmind/contracts/entities/prompt';
import {
  below,
  type GivenVariable,
  type PromptPlace,
  type Texts,
  textIn,
  type Values,
} from '../../prompts/place.ts';
import { instructionsSection } from './told-beside.ts';

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

const parts: PromptVariable[] = [
  { name: 'interrupted', kind: 'text', description: 'to an agent that goes on with its session; else empty' },
  {
    ...{ name: 'task', kind: 'text' },
    description: 'the task, its criteria, what reviewers asked for and where the work starts',
  },
  { name: 'maintainers', kind: 'text', description: 'the words of the agent' },
  { name: 'instructions', kind: 'data', description: 'AGENTS.md of the repository' },
  { name: 'more_instructions', kind: 'text', description: 'paths of more of these, separated by commas' },
];

const mostChars = 95_000;
/** Of what operators worded, each: the task has to find room beside it. */
const mostWorded = 20_000;

const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most).toWellFormed()}\n… (cut)`;

/** All of it is one text. What comes from the repository stands in a fence, as data. */
function join({ system, body }: Texts, values: Values): Texts {
  const [maintainers, instructions] = [textIn(values, 'maintainers'), textIn(values, 'instructions')];
  const text = below([
    textIn(values, 'interrupted'),
    cut(system, mostWorded),
    textIn(values, 'task'),
    `## How to work\n\n${cut(body, mostWorded)}`,
    maintainers === '' ? '' : `## What the maintainers of this agent say\n\n${maintainers}`,
    instructionsSection({ text: instructions, more: textIn(values, 'more_instructions') }),
  ]);
  return { system: '', body: cut(text, mostChars) };
}

/** How a coding agent (executor `acp`) is told to work. */
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
  ...{ given, parts, subject: 'task', reader: 'coding_agent', join },
};
