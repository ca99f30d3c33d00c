import type { Understanding, UnderstoodRequest } from '@overmind/contracts/entities/request';
import type { UnderstandContext } from '../context.ts';
import { understand } from '../understand.ts';
import type { Utterance } from './corpus.ts';
import { scenes } from './scenes.ts';

/** What is compared, each by itself. */
export const aspects = [
  'intent',
  'agent',
  'split',
  'targets',
  'topic',
  'remark',
  'type',
  'priority',
  'title',
  'asks',
] as const;
export type Aspect = (typeof aspects)[number];

export interface Score {
  right: number;
  total: number;
}
export interface Confusion {
  expected: string;
  taken: string;
  count: number;
}
export interface Measured {
  aspects: Record<Aspect, Score>;
  /** By the intents expected. */
  intents: ReadonlyMap<string, Score>;
  /** What was expected and taken for something else, the most frequent first. */
  confusions: readonly Confusion[];
  /** What was not taken as it should, with the aspects that differ. */
  misses: readonly { utterance: Utterance; wrong: readonly Aspect[]; understanding: Understanding }[];
}

type Verdict = boolean | null;

/** How well a corpus is understood, by the rules alone where no other reading is given. */
export function measure(
  corpus: readonly Utterance[],
  readings: ReadonlyMap<Utterance, Understanding> = new Map(),
): Measured {
  const sums = Object.fromEntries(aspects.map((aspect) => [aspect, { right: 0, total: 0 }])) as Record<
    Aspect,
    Score
  >;
  const intents = new Map<string, Score>();
  const confused = new Map<string, Confusion>();
  const misses: Measured['misses'][number][] = [];
  for (const utterance of corpus) {
    const understanding = readings.get(utterance) ?? read(utterance);
    const verdicts = judge(utterance, understanding.requests);
    for (const aspect of aspects) count(sums[aspect], verdicts[aspect]);
    const expected = utterance.intents.join(' + ');
    const score = intents.get(expected) ?? { right: 0, total: 0 };
    intents.set(expected, count(score, verdicts.intent));
    if (verdicts.intent === false) confuse(confused, expected, understanding.requests);
    const wrong = aspects.filter((aspect) => verdicts[aspect] === false);
    if (wrong.length > 0) misses.push({ utterance, wrong, understanding });
  }
  const confusions = [...confused.values()].sort((one, other) => other.count - one.count);
  return { aspects: sums, intents, confusions, misses };
}

/** What an utterance is read against. */
export function sceneOf({ source, scene }: Utterance): UnderstandContext {
  const context: UnderstandContext = scenes[scene ?? 'shop'];
  return { ...context, source: source ?? context.source };
}

const read = (utterance: Utterance): Understanding => understand(utterance.text, sceneOf(utterance));

function count(score: Score, verdict: Verdict): Score {
  if (verdict !== null) score.total++;
  if (verdict === true) score.right++;
  return score;
}

function confuse(
  confused: Map<string, Confusion>,
  expected: string,
  requests: readonly UnderstoodRequest[],
): void {
  const taken = requests.map(({ intent }) => intent).join(' + ');
  const pair = confused.get(`${expected}>${taken}`) ?? { expected, taken, count: 0 };
  confused.set(`${expected}>${taken}`, { ...pair, count: pair.count + 1 });
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const sorted = (keys: readonly string[]): string[] => [...keys].sort();

/** Null for an aspect that the utterance says nothing of. */
function judge(expected: Utterance, requests: readonly UnderstoodRequest[]): Record<Aspect, Verdict> {
  const tasks = requests.flatMap((request) => request.tasks);
  const wanted = expected.tasks;
  const targets = requests.find((request) => request.targets.length > 0)?.targets ?? [];
  const agent = requests.find((request) => request.agent !== null)?.agent;
  const priority = requests.find((request) => request.priority !== null)?.priority;
  const each = (check: (want: NonNullable<Utterance['tasks']>[number], index: number) => Verdict): Verdict =>
    all((wanted ?? []).map(check));
  return {
    intent: same(
      requests.map(({ intent }) => intent),
      expected.intents,
    ),
    targets: expected.targets === undefined ? null : same(sorted(targets), sorted(expected.targets)),
    agent: all([
      expected.agent === undefined ? null : agent === expected.agent,
      each((want, index) => (want.agent === undefined ? null : tasks[index]?.agent === want.agent)),
    ]),
    split:
      wanted === undefined
        ? null
        : tasks.length === wanted.length &&
          each((want, index) => {
            const task = tasks[index];
            if (task === undefined) return false;
            return (
              (want.depends_on === undefined || same(task.depends_on, want.depends_on)) &&
              (want.waits_for === undefined || same(sorted(task.waits_for), sorted(want.waits_for))) &&
              (want.after === undefined || task.after === want.after)
            );
          }) !== false,
    topic: expected.topic === undefined ? null : requests.some(({ topic }) => topic === expected.topic),
    remark: expected.remark === undefined ? null : requests.some(({ remark }) => remark === expected.remark),
    type: each((want, index) => (want.type === undefined ? null : tasks[index]?.type === want.type)),
    priority: all([
      expected.priority === undefined ? null : priority === expected.priority,
      each((want, index) => (want.priority === undefined ? null : tasks[index]?.priority === want.priority)),
    ]),
    title: each((want, index) =>
      want.title === undefined
        ? null
        : tasks[index]?.title.toLowerCase().includes(want.title.toLowerCase()) === true,
    ),
    asks:
      expected.asks_back === undefined
        ? null
        : requests.some(({ needs_clarification }) => needs_clarification !== null) === expected.asks_back,
  };
}

/** False when any is false, null when none says anything. */
function all(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(true) ? true : null;
}
