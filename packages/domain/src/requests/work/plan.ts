import type { PlannedTask, UnderstoodRequest } from '@overmind/contracts/entities/request';
import { chooseAgent } from '../../agents/choose.ts';
import { controlRequest } from '../acts/requests.ts';
import type { UnderstandContext } from '../context.ts';
import { render, type Token, wordToken } from '../language/tokens.ts';
import { writeCriteria } from './criteria.ts';
import { backReference, type Order, orderSteps, type Step } from './order.ts';
import { writeTitle } from './title.ts';
import { classifyTask } from './type.ts';

/** One piece of work, as it was read; what later clauses say of it is added. */
export interface WorkItem extends Step {
  /** As it was said. */
  said: string;
  priority: number | null;
  agent: string | null;
  /** Whether it was told as a fact, which the next clause may speak of. */
  isStatement: boolean;
  /** Whether it was told as a wish. */
  isWish: boolean;
  /** Whether "and" or the like joins it to the one before, rather than a mark alone. */
  hasWord: boolean;
  criteria: string[];
  targets: string[];
  /** Keys of tasks that were there before. */
  waitsFor: string[];
  confidence: number;
}

const defaultPriority = 3;
const maxTasks = 50;

/** One request for all the work of an utterance, so that its tasks can wait for one another. */
export function planWork(all: readonly WorkItem[], context: UnderstandContext): UnderstoodRequest {
  const items = withTests(all).slice(0, maxTasks);
  const orders = orderSteps(items);
  return controlRequest('create_tasks', {
    kind: 'work',
    tasks: items.map((item, index) =>
      planTask(item, orders[index], items.slice(Math.max(0, index - reach), index), context),
    ),
    targets: [...new Set(items.flatMap((item) => item.targets))],
    needs_clarification:
      all.length > maxTasks ? `That is more than ${maxTasks} tasks at once. Which shall come first?` : null,
    confidence: Math.min(...items.map((item) => item.confidence)),
  });
}

/** "If the tests pass, deploy": nothing was asked for before that could tell, so the tests are run first. */
function withTests(all: readonly WorkItem[]): readonly WorkItem[] {
  const [first] = all;
  if (first === undefined || !first.isOutcome || first.waitsFor.length > 0) return all;
  // "Retry the webhook when it fails" tells of the product.
  if (first.after === 'failed' && !pronouns.has(first.command[1]?.word ?? '')) return all;
  const command = ['run', 'the', 'tests'].map((word) => wordToken(word));
  const tests = { ...first, command, said: 'Run the tests', agent: null, criteria: [], targets: [] };
  return [{ ...tests, joint: 'new', after: 'done', isOutcome: false }, ...all];
}

function planTask(
  item: WorkItem,
  order: Order | undefined,
  earlier: readonly WorkItem[],
  context: UnderstandContext,
): PlannedTask {
  const title = writeTitle(item.command);
  const before = earlier.at(-1);
  const type = classifyTask(withObject(item.command, earlier));
  const named = context.agents.find((agent) => agent.name === item.agent);
  const isAbout = before !== undefined && backReference(item.command) !== null;
  const hints = isAbout ? `${item.said} ${render(before.command.slice(1))}` : item.said;
  const waits = order?.dependsOn ?? [];
  return {
    ...{ type, title, description: item.said },
    acceptance_criteria: writeCriteria(type, title, item.command, item.criteria),
    priority: item.priority ?? defaultPriority,
    agent: named?.name ?? chooseAgent(type, hints, context.agents),
    depends_on: waits,
    waits_for: item.waitsFor,
    after: item.waitsFor.length > 0 && waits.length === 0 ? item.after : (order?.after ?? 'done'),
    files: filesIn(item.command),
  };
}

/** How far back "it" may mean something. */
const reach = 4;
const running: ReadonlySet<string> = new Set('run rerun re-run repeat start execute redo'.split(' '));
const pronouns: ReadonlySet<string> = new Set(['it', 'them', 'those', 'these', 'that']);

/** "Run them again" after "run the tests" speaks of the tests. */
function withObject(command: readonly Token[], earlier: readonly WorkItem[]): readonly Token[] {
  const [verb, object, ...rest] = command;
  if (verb === undefined || !running.has(verb.word) || !pronouns.has(object?.word ?? '')) return command;
  const named = earlier.findLast((item) => !pronouns.has(item.command[1]?.word ?? ''));
  return named === undefined ? command : [verb, ...named.command.slice(1), ...rest];
}

const maxFiles = 20;
const knownNames: ReadonlySet<string> = new Set([
  'node.js',
  'next.js',
  'vue.js',
  'express.js',
  'three.js',
  'd3.js',
  'asp.net',
  'nuxt.js',
  'nest.js',
]);

/** The paths of files that words name; addresses, versions and "and/or" are none. */
function filesIn(tokens: readonly Token[]): string[] {
  const paths = tokens
    .filter(({ kind, word }) => kind === 'path' && !knownNames.has(word) && isFile(word))
    .map(({ text }) => text.replace(/^\.\//, ''));
  return [...new Set(paths)].slice(0, maxFiles);
}

const roots: ReadonlySet<string> = new Set(
  'src app apps packages lib docs test tests scripts api web server client components pages db infra deploy public .github config'.split(
    ' ',
  ),
);

function isFile(path: string): boolean {
  const isNamed = /\.[a-z][a-z0-9]{0,9}$/.test(path) && !/^v?\d/.test(path);
  const root = path.replace(/^\.?\//, '').split('/')[0] ?? '';
  return isNamed || (path.includes('/') && !path.startsWith('/') && roots.has(root));
}

/** An agent addressed at the beginning does all that follows, as far as it handles it and no other is named. */
export function addressAll(
  items: readonly WorkItem[],
  addressed: string | null,
  context: UnderstandContext,
): WorkItem[] {
  const agent = context.agents.find(({ name }) => name === addressed);
  return items.map((item) =>
    agent !== undefined && item.agent === null && agent.handles.includes(classifyTask(item.command))
      ? { ...item, agent: agent.name }
      : item,
  );
}
