import type { StateDocument } from '@overmind/contracts/entities/state';
import { describe, expect, it } from 'vitest';
import { listStateChanges } from './changes.ts';
import { describeStateChange } from './describe-change.ts';
import { applyStateEdit, readStateEdit } from './edit.ts';

const line = (number: number, change: object = {}) => ({
  ...{ key: `SHOP-${number}`, title: `Task ${number}`, type: 'doc', priority: 3, agent: 'qa' },
  ...change,
});
const progress = { total: 4, done: 0, failed: 0, canceled: 0 };
const before: StateDocument = {
  project: { name: 'Shop', status: 'working', repositories: ['/shop'] },
  summary: { current_focus: 'SHOP-1 Task 1', last_update: '2026-01-01T10:00:00.000Z', progress },
  tasks: { active: [line(1)], review: [line(2)], blocked: [], next: [line(3), line(4)] },
  runs: { last_completed: [], failing: [] },
  specs: [],
  decisions: [],
  agents: [
    { name: 'a/b', role: 'qa', executor: 'commands', is_enabled: true },
    { name: 'qa', role: 'qa', executor: 'commands', is_enabled: true },
  ],
  risks: ['It may rain.'],
  next_actions: [],
  notes: 'Ours.\n',
};
const after = (change: Partial<StateDocument>): StateDocument => ({ ...before, ...change });
const tasks = (change: Partial<StateDocument['tasks']>) => ({ tasks: { ...before.tasks, ...change } });
const counts = (change: Partial<typeof progress>) => ({
  summary: { ...before.summary, progress: { ...progress, ...change } },
});

describe('what differs between two documents', () => {
  it('is nothing when they say the same', () => {
    expect(listStateChanges(before, structuredClone(before))).toEqual([]);
  });

  it('is told by key and name, wherever the entries stand in their lists', () => {
    const [first, second] = before.agents as [(typeof before.agents)[0], (typeof before.agents)[0]];
    const changed = after({
      ...tasks({ active: [], review: [line(2), line(1)], next: [line(4, { priority: 1 }), line(3)] }),
      agents: [second, { ...first, is_enabled: false }],
      risks: ['It may rain.', 'It may snow.'],
      notes: 'Theirs.\n',
    });
    expect(listStateChanges(before, changed)).toEqual([
      { path: '/tasks/active/SHOP-1', kind: 'removed', before: line(1), after: null },
      { path: '/tasks/review/SHOP-1', kind: 'added', before: null, after: line(1) },
      { path: '/tasks/next/SHOP-4/priority', kind: 'changed', before: 3, after: 1 },
      { path: '/agents/a~1b/is_enabled', kind: 'changed', before: true, after: false },
      { path: '/risks/1', kind: 'added', before: null, after: 'It may snow.' },
      { path: '/notes', kind: 'changed', before: 'Ours.\n', after: 'Theirs.\n' },
    ]);
  });

  it('tells entries of one name apart', () => {
    const twice = { title: 'Pay', phase: 'plan', status: 'done' };
    const changes = listStateChanges(after({ specs: [twice] }), after({ specs: [twice, twice] }));
    expect(changes.map(({ path, kind }) => `${kind} ${path}`)).toEqual(['added /specs/Pay#2']);
  });
});

describe('why there is a new version', () => {
  const failing = [{ task: 'SHOP-1', agent: 'qa', attempt: 2, reason: 'No.' }];
  it.each<[string, StateDocument, number?]>([
    ['SHOP-2 done', after({ ...tasks({ review: [] }), ...counts({ done: 1 }) })],
    ['SHOP-2 done, 2 tasks created', after({ ...tasks({ review: [] }), ...counts({ done: 1, total: 6 }) })],
    ['SHOP-1, SHOP-2 done', after({ ...tasks({ active: [], review: [] }), ...counts({ done: 2 }) })],
    ['1 task done', after({ ...tasks({ active: [], review: [] }), ...counts({ done: 1 }) })],
    ['1 task done', after(counts({ done: 1 }))],
    ['SHOP-4 canceled', after({ ...tasks({ next: [line(3)] }), ...counts({ canceled: 1 }) })],
    ['SHOP-1 ready for review', after(tasks({ active: [], review: [line(1), line(2)] }))],
    ['SHOP-1 failed', after({ ...tasks({ active: [] }), runs: { last_completed: [], failing } })],
    ['SHOP-3 started', after(tasks({ active: [line(1), line(3)], next: [line(4)] }))],
    ['SHOP-3 blocked', after(tasks({ blocked: [{ ...line(3), reason: 'No key.' }], next: [line(4)] }))],
    ['4 tasks started', after(tasks({ active: [5, 6, 7, 8].map((number) => line(number)) }))],
    ['3 tasks created', before, 3],
    ['Renamed to Store', after({ project: { ...before.project, name: 'Store' } })],
    ['Paused', after({ project: { ...before.project, status: 'paused' } })],
    ['Agent qa removed', after({ agents: before.agents.slice(0, 1) })],
    ['Notes changed', after({ notes: '' })],
    ['Details of tasks changed', after({ risks: [] })],
  ])('is said in a line: %s', (words, document, created) => {
    expect(describeStateChange(before, document, created)).toBe(words);
  });

  it('is the first one where there was none', () => {
    expect(describeStateChange(null, before)).toBe('First version');
  });

  it('never is longer than a line of 200 characters', () => {
    const agents = Array.from({ length: 90 }, (_, index) => ({
      ...{ name: `agent ${index}\n`, role: 'qa', executor: 'commands', is_enabled: true },
    }));
    const words = describeStateChange(before, after({ agents }));
    expect(words.length).toBe(200);
    expect(words).not.toContain('\n');
  });
});

describe('an edit by a person', () => {
  it('may change the notes, the name and which agents are enabled', () => {
    const edited = structuredClone(before);
    edited.notes = 'Mine.\n';
    edited.project.name = 'Store';
    for (const agent of edited.agents) agent.is_enabled = false;
    const change = readStateEdit(before, edited);
    expect(change).toEqual({
      ...{ notes: 'Mine.\n', name: 'Store', refused: [] },
      agents: [
        { name: 'a/b', is_enabled: false },
        { name: 'qa', is_enabled: false },
      ],
    });
    expect(applyStateEdit(before, change)).toEqual(edited);
  });

  it('is refused everywhere else, with what is stored', () => {
    const edited = structuredClone(before);
    edited.summary.progress.done = 4;
    edited.tasks.next = [line(3)];
    edited.tasks.active.push(line(9));
    edited.agents[0] = { name: 'new', role: 'qa', executor: 'commands', is_enabled: true };
    const { refused } = readStateEdit(before, edited);
    expect(refused.map((error) => error.pointer)).toEqual([
      ...['/summary/progress/done', '/tasks/active/SHOP-9', '/tasks/next/SHOP-4'],
      ...['/agents/a~1b', '/agents/new'],
    ]);
    expect(refused[0]?.detail).toContain('the stored value is 0');
  });
});
