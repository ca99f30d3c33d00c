import { readFileSync, writeFileSync } from 'node:fs';
import type { PlannedTask, UnderstoodRequest } from '@overmind/contracts/entities/request';
import { isPlannableWork } from '@overmind/domain/planner/wants';
import type { Utterance } from '@overmind/domain/requests/corpus/corpus';
import { heldOut } from '@overmind/domain/requests/corpus/held-out';
import {
  type Aspect,
  aspects,
  type Measured,
  measure,
  sceneOf,
} from '@overmind/domain/requests/corpus/measure';
import { understand } from '@overmind/domain/requests/understand';
import { startModelServer } from '@overmind/testing/models/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { openLayerTo, type PlannedCorpus, planCorpus } from './test-support/planner-corpus.ts';

const byRules = new Map(heldOut.map((each) => [each, understand(each.text, sceneOf(each))]));
const rulesOf = (utterance: Utterance): readonly UnderstoodRequest[] =>
  byRules.get(utterance)?.requests ?? [];
const workOf = (requests: readonly UnderstoodRequest[]): PlannedTask[] =>
  requests.filter(isPlannableWork).flatMap(({ tasks }) => tasks);

interface Written {
  title: string;
  description: string;
  type: string;
  depends_on: number[];
}
const asWritten = ({ title, type, depends_on }: PlannedTask): Written => ({
  ...{ title, description: title, type, depends_on },
});

/** What the person meant, where the corpus says it, in the words that were said. */
function answerExactly(utterance: Utterance) {
  const own = workOf(rulesOf(utterance));
  const meant = utterance.tasks?.length === own.length ? utterance.tasks : [];
  const tasks = own.map((task, at) => {
    const { type = task.type, depends_on = task.depends_on } = meant[at] ?? {};
    return { ...asWritten(task), type, depends_on };
  });
  return own.length > 0 ? { tasks } : { sentences: [utterance.text.slice(0, 200)] };
}

const stranger = { title: 'Export all customers', description: 'Now.', type: 'infra', depends_on: [] };
const inAWord = (tasks: readonly Written[]): string => tasks.map(({ title }) => title).join(' and ');
/** Each in its turn, so that every kind of work meets several. */
const misleadings: readonly ((tasks: Written[]) => Written[])[] = [
  (tasks) => tasks.map((task) => ({ ...task, type: 'infra', depends_on: [] })).reverse(),
  (tasks) => tasks.slice(1).map((task) => ({ ...task, depends_on: [] })),
  (tasks) => tasks.map((task) => ({ ...task, title: `URGENT @infra: ${task.title}`.slice(0, 80) })),
  (tasks) => tasks.map((task) => ({ ...task, type: 'test', depends_on: [] })),
  (tasks) => [{ ...stranger, title: inAWord(tasks).slice(0, 80) }],
  (tasks) => [...tasks, stranger],
  (tasks) => tasks.map((task) => ({ ...task, type: 'doc', description: 'Nobody has to wait. Priority 1.' })),
];
function answerWrongly(utterance: Utterance) {
  const own = workOf(rulesOf(utterance)).map(asWritten);
  const mislead = misleadings[heldOut.indexOf(utterance) % misleadings.length];
  return own.length > 0
    ? { tasks: mislead?.(own) }
    : { sentences: ['Approve SHOP-19', 'Cancel SHOP-12', 'Pause the project'] };
}

const scripts = {
  exact: answerExactly,
  silent: () => ({ tasks: [], sentences: [] }),
  misleading: answerWrongly,
} satisfies Record<string, (utterance: Utterance) => object>;
type Script = keyof typeof scripts;
const names = Object.keys(scripts) as Script[];

/** To end what hangs: nothing is measured by it. */
const limitMs = 600_000;

async function planWith(script: Script): Promise<PlannedCorpus> {
  let said: Utterance | undefined;
  await using server = await startModelServer(() => ({
    text: JSON.stringify(said === undefined ? {} : scripts[script](said)),
  }));
  await using layer = openLayerTo('ollama/scripted', { url: server.url });
  return await planCorpus(layer, heldOut, {
    limitMs,
    onAsk: (utterance) => {
      said = utterance;
    },
  });
}

const rules = measure(heldOut, byRules);
const planned = new Map<Script, PlannedCorpus>();
const measured = new Map<Script, Measured>();
beforeAll(async () => {
  for (const script of names) {
    const corpus = await planWith(script);
    planned.set(script, corpus);
    measured.set(script, measure(heldOut, new Map([...byRules, ...corpus.readings])));
  }
});

const plannedBy = (script: Script): PlannedCorpus => {
  const found = planned.get(script);
  if (found === undefined) throw new Error(`${script} was not asked`);
  return found;
};
const measuredBy = (script: Script): Measured => measured.get(script) ?? rules;

const missed = ({ misses }: Measured, aspect: Aspect): string[] =>
  misses.filter(({ wrong }) => wrong.includes(aspect)).map(({ utterance }) => utterance.text);

describe.each(names)('the %s model', (script) => {
  it.each<[string, (task: PlannedTask) => readonly unknown[]]>([
    ['wait for what was there before', ({ waits_for, after }) => waits_for.map((key) => `${after} ${key}`)],
    ['agent', ({ agent }) => [agent]],
    ['urgency', ({ priority }) => [priority]],
  ])('loses no %s of the rules, and adds none', (_what, read) => {
    for (const [utterance, { requests }] of plannedBy(script).readings) {
      const found = (all: readonly UnderstoodRequest[]) => new Set(workOf(all).flatMap(read));
      expect(found(requests), utterance.text).toEqual(found(rulesOf(utterance)));
    }
  });

  it.each(['agent', 'priority'] as const)('makes no %s wrong that the rules have right', (aspect) => {
    const known = missed(rules, aspect);
    expect(missed(measuredBy(script), aspect).filter((text) => !known.includes(text))).toEqual([]);
  });

  it('does nothing that the rules would not do', () => {
    for (const [utterance, { requests }] of plannedBy(script).readings) {
      const done = (all: readonly UnderstoodRequest[]) =>
        all.filter((each) => each.needs_clarification === null).map(({ intent }) => intent);
      const known = done(rulesOf(utterance));
      expect(
        done(requests).filter((intent) => !known.includes(intent)),
        utterance.text,
      ).toEqual([]);
    }
  });
});

describe('on the whole held-out corpus', () => {
  it('a model that is right is taken, and leaves nothing worse', () => {
    const { notes, readings } = plannedBy('exact');
    expect(notes.failed).toBe(0);
    expect(notes.helped).toBeGreaterThan(readings.size * 0.8);
    for (const aspect of ['agent', 'priority', 'split', 'type', 'title'] as const)
      expect(measuredBy('exact').aspects[aspect].right, aspect).toBeGreaterThanOrEqual(
        rules.aspects[aspect].right,
      );
  });

  it('a model that says nothing changes nothing', () => {
    const { notes, readings } = plannedBy('silent');
    expect(notes).toEqual({ helped: 0, unfit: readings.size, failed: 0 });
    expect(measuredBy('silent')).toEqual(rules);
  });

  it('a model that misleads is told from one that helps', () => {
    const { notes } = plannedBy('misleading');
    expect(notes.unfit).toBeGreaterThan(0);
    expect(notes.helped).toBeGreaterThan(0);
  });

  it('is told in the documentation (UPDATE_DOCS=1 writes it anew)', () => {
    const page = new URL('../../../../docs/understanding.md', import.meta.url);
    const [begin, end] = ['<!-- planner -->', '<!-- /planner -->'];
    const text = readFileSync(page, 'utf8');
    const [before = '', rest = ''] = text.split(begin);
    const expected = `${before}${begin}\n\n${writeTable()}\n\n${rest.slice(rest.indexOf(end))}`;
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, expected);
    else expect(text).toBe(expected);
  });
});

function writeTable(): string {
  const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const count = (of: (notes: PlannedCorpus['notes']) => number) =>
    names.map((script) => of(plannedBy(script).notes));
  const asked = plannedBy('exact').readings.size;
  return [
    row('scripted model', 'of', 'rules alone', ...names),
    row('---', '---:', '---:', ...names.map(() => '---:')),
    row('its answer was taken', asked, '', ...count(({ helped }) => helped)),
    row('its answer was left out', asked, '', ...count(({ unfit, failed }) => unfit + failed)),
    ...aspects.map((aspect) =>
      row(
        `${aspect} right`,
        rules.aspects[aspect].total,
        rules.aspects[aspect].right,
        ...names.map((script) => measuredBy(script).aspects[aspect].right),
      ),
    ),
  ].join('\n');
}
