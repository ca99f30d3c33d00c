import type { TaskStatus, TaskType } from '@overmind/contracts/entities/task';
import type { ChoosableAgent } from '../../agents/choose.ts';
import { presetAgents } from '../../agents/presets.ts';
import type { KnownTask, UnderstandContext } from '../context.ts';

/** The agents that a new project begins with. */
const preset: ChoosableAgent[] = presetAgents(null, null).map(({ name, role, config }) => ({
  ...{ name, role, is_enabled: true, handles: config.handles, paths: config.paths },
}));
const extra = (name: string, role: string, handles: ChoosableAgent['handles']): ChoosableAgent => ({
  ...{ name, role, is_enabled: true, handles, paths: [] },
});

const task = (number: number, title: string, type: TaskType, status: TaskStatus, by: string): KnownTask => ({
  key: `SHOP-${number}`,
  ...{ title, type, status, agent: by },
  updated_at: new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString(),
});

const board: KnownTask[] = [
  task(20, 'Add a footer with contact details', 'code_change', 'queued', 'frontend'),
  task(19, 'Fix the login redirect', 'code_change', 'needs_review', 'backend'),
  task(18, 'Run the unit tests', 'test', 'failed', 'qa'),
  task(17, 'Speed up the product search', 'code_change', 'in_progress', 'backend'),
  task(16, 'Write the README for the payment module', 'doc', 'needs_review', 'backend'),
  task(15, 'Upgrade Node in the Docker image', 'infra', 'blocked', 'infra'),
  task(14, 'Make the checkout button green', 'code_change', 'in_progress', 'frontend'),
  task(13, 'Add a rate limit to the orders API', 'code_change', 'queued', 'backend'),
  task(12, 'Fix the cart total rounding', 'code_change', 'failed', 'backend'),
  task(11, 'Remove the old banner', 'code_change', 'done', 'frontend'),
  task(10, 'Compare two payment providers', 'research', 'canceled', 'backend'),
];

const shop: UnderstandContext = {
  ...{ agents: preset, tasks: board, mentioned: [], source: 'chat', prefix: 'SHOP' },
};

const crew: ChoosableAgent[] = [
  ...preset,
  extra('docs', 'documentation', ['doc']),
  extra('scout', 'research', ['research']),
  { ...extra('mobile', 'mobile', ['code_change']), paths: ['mobile/**'], is_enabled: false },
];

/** Situations in which something can be said. */
export const scenes = {
  /** A project in full swing; nothing was spoken of yet. */
  shop,
  /** Nothing was made yet. */
  empty: { ...shop, tasks: [] },
  /** Only one task runs, one is in review, one failed. */
  calm: { ...shop, tasks: board.filter(({ key }) => ['SHOP-17', 'SHOP-19', 'SHOP-18'].includes(key)) },
  /** The conversation spoke of SHOP-18 (failed), and of SHOP-19 (in review) before. */
  spokeOfTests: { ...shop, mentioned: ['SHOP-18', 'SHOP-19'] },
  /** The conversation spoke of SHOP-19, in review. */
  spokeOfLogin: { ...shop, mentioned: ['SHOP-19'] },
  /** The conversation spoke of SHOP-13, queued. */
  spokeOfRateLimit: { ...shop, mentioned: ['SHOP-13'] },
  /** "Cancel it" was answered with a question. */
  askedWhich: {
    ...shop,
    pending: {
      question: 'Which task do you want to cancel?',
      choices: [
        { label: 'SHOP-17 Speed up the product search', say: 'cancel SHOP-17' },
        { label: 'SHOP-14 Make the checkout button green', say: 'cancel SHOP-14' },
        { label: 'SHOP-20 Add a footer with contact details', say: 'cancel SHOP-20' },
      ],
    },
  },
  /** A destructive act that was spoken waits for a yes. */
  askedToConfirm: {
    ...shop,
    source: 'voice',
    pending: {
      question: 'Shall I cancel SHOP-17, Speed up the product search?',
      choices: [
        { label: 'Yes', say: 'yes, cancel SHOP-17' },
        { label: 'No', say: 'never mind' },
      ],
    },
  },
  /** The message before canceled SHOP-20. */
  canceledFooter: {
    ...shop,
    mentioned: ['SHOP-20'],
    previous: {
      requests: [
        {
          ...{ kind: 'control', intent: 'cancel', tasks: [], targets: ['SHOP-20'], agent: null },
          ...{ priority: null, needs_clarification: null, choices: [], topic: null, remark: null },
          ...{ words: null, confidence: 0.95 },
        },
      ],
      created: [],
    },
  },
  /** The conversation spoke of a discussion that has ended. */
  decided: { ...shop, discussion: { isSpokenOf: true, isAsking: false, isAskedHere: false } },
  /** A discussion of the project waits for an answer, */
  asking: { ...shop, discussion: { isSpokenOf: true, isAsking: true, isAskedHere: false } },
  /** and its question is what was last said here. */
  askedHere: { ...shop, discussion: { isSpokenOf: true, isAsking: true, isAskedHere: true } },
  /** With agents for documents and research, and one that is disabled. */
  crew: { ...shop, agents: crew },
} as const satisfies Record<string, UnderstandContext>;

export type SceneName = keyof typeof scenes;
