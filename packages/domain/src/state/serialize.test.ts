import type { StateDocument } from '@overmind/contracts/entities/state';
import { AppError } from '@overmind/contracts/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseState, serializeState } from './serialize.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(...'ab \n\r\t:#-?[]{}&*!|>\'"%@`,~\\<=.0\u2028\u0085\uFEFF'),
    maxLength: 30,
  }),
  fc.constantFrom('null', 'true', '1e3', '0x1f', '2024-01-01', '<<', '- a', '---', '...', '*bold*', '', ' '),
);
const count = fc.integer({ min: 0, max: 9_999 });
const time = fc
  .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const line = { key: text, title: text, type: text, priority: count, agent: maybe(text) };
const list = <T>(value: fc.Arbitrary<T>) => fc.array(value, { maxLength: 3 });
const anyDocument: fc.Arbitrary<StateDocument> = fc.record({
  project: fc.record({
    name: text,
    status: fc.constantFrom('idle' as const, 'working' as const, 'archived' as const),
    repositories: list(text),
  }),
  summary: fc.record({
    current_focus: maybe(text),
    last_update: maybe(time),
    progress: fc.record({ total: count, done: count, failed: count, canceled: count }),
  }),
  tasks: fc.record({
    active: list(fc.record(line)),
    review: list(fc.record(line)),
    blocked: list(fc.record({ ...line, reason: maybe(text) })),
    next: list(fc.record(line)),
  }),
  runs: fc.record({
    last_completed: list(
      fc.record({ task: text, agent: text, attempt: count, finished_at: time, commit: maybe(text) }),
    ),
    failing: list(fc.record({ task: text, agent: text, attempt: count, reason: text })),
  }),
  specs: list(fc.record({ title: text, phase: text, status: text })),
  decisions: list(fc.record({ title: text, decision: text })),
  agents: list(fc.record({ name: text, role: text, executor: text, is_enabled: fc.boolean() })),
  risks: list(text),
  next_actions: list(text),
  notes: text,
});

function reversedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversedKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversedKeys(inner)]),
  );
}

const empty: StateDocument = {
  project: { name: 'Shop', status: 'idle', repositories: [] },
  summary: {
    current_focus: null,
    last_update: null,
    progress: { total: 0, done: 0, failed: 0, canceled: 0 },
  },
  tasks: { active: [], review: [], blocked: [], next: [] },
  runs: { last_completed: [], failing: [] },
  specs: [],
  decisions: [],
  agents: [],
  risks: [],
  next_actions: [],
  notes: '',
};

function refusal(content: string, format: 'yaml' | 'json'): AppError {
  try {
    parseState(content, format);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
}

describe.each(['yaml', 'json'] as const)('the %s form', (format) => {
  it('gives back every document that was written', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        expect(parseState(serializeState(document, format), format)).toEqual(document);
      }),
      { numRuns: 500 },
    );
  });

  it('writes the same bytes whatever the order of keys', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const shuffled = reversedKeys(document) as StateDocument;
        expect(serializeState(shuffled, format)).toBe(serializeState(document, format));
      }),
    );
  });

  it('names the fields that are wrong', () => {
    const content = serializeState(empty, format).replace('Shop', '').replace('idle', 'sleepy');
    const error = refusal(content, format);
    expect(error.code).toBe('invalid');
    expect(error.errors?.map((issue) => issue.pointer)).toContain('/project/status');
  });

  it('refuses more than 1 MiB, counted in bytes', () => {
    const content = serializeState({ ...empty, notes: 'é'.repeat(600_000) }, format);
    expect(refusal(content, format).message).toContain('larger than 1 MiB');
  });
});

it('writes YAML that a person can read', () => {
  const document = { ...empty, notes: 'First.\n\n*Second* line & more\n' };
  const content = serializeState(document, 'yaml');
  expect(content).toContain('project:\n  name: Shop\n  status: idle\n');
  expect(content).toContain('notes: |\n  First.\n\n  *Second* line & more\n');
  expect(parseState(content, 'yaml')).toEqual(document);
});

describe('what is not plain data', () => {
  const yaml = serializeState(empty, 'yaml');
  it.each([
    ['aliases', `${yaml.replace('specs: []', 'specs: &a []').replace('risks: []', 'risks: *a')}`, 'Anchors'],
    ['an alias alone', yaml.replace('risks: []', 'risks: *a'), 'Aliases'],
    ['custom tags', yaml.replace('risks: []', 'risks: !!js/function []'), 'Tags'],
    ['merge keys', `${yaml}<<: {}\n`, 'Merge keys'],
    ['duplicate keys', `${yaml}notes: again\n`, '"notes" is given twice'],
    ['several documents', `${yaml}---\na: 1\n`, 'one document'],
    ['directives', `%YAML 1.1\n---\n${yaml}`, 'Directives'],
    ['an explicit list as a key', `? [a]\n: 1\n${yaml}`, 'plain text'],
    ['an empty text', '', 'empty'],
    ['broken text', 'a: "b', 'not YAML'],
    ['deep flow nesting', `a: ${'['.repeat(200)}${']'.repeat(200)}`, 'deeper than 64'],
    ['deep block nesting', `${'- '.repeat(200)}a`, 'deeper than 64'],
    [
      'deep maps',
      Array.from({ length: 200 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      'deeper than 64',
    ],
  ])('is refused in YAML: %s', (_name, content, message) => {
    expect(refusal(content, 'yaml').message).toContain(message);
  });

  it.each([
    ['duplicate keys', '{"notes": "a", "no\\u0074es": "b"}', '"notes" is given twice'],
    ['deep nesting', `${'['.repeat(500_000)}${']'.repeat(500_000)}`, 'deeper than 64'],
    ['broken text', '{"a": ', 'not JSON'],
    ['a prototype key', JSON.stringify(empty).replace('{', '{"__proto__": {},'), 'form it must have'],
  ])('is refused in JSON: %s', (_name, content, message) => {
    expect(refusal(content, 'json').message).toContain(message);
  });

  it('may stand in a text as words', () => {
    const content = yaml
      .replace("notes: ''", 'notes: "*a &b !c << %d"')
      .replace('notes: ""', 'notes: "*a &b !c << %d"');
    expect(parseState(content, 'yaml').notes).toBe('*a &b !c << %d');
  });
});

describe('hostile texts of 1 MiB', () => {
  const size = 1024 * 1024 - 64;
  const repeated = (unit: string) => unit.repeat(Math.floor(size / unit.length));
  const keys = (separator: string) =>
    Array.from({ length: 70_000 }, (_, index) => `k${index}: 1`).join(separator);
  it.each([
    ['opening brackets', repeated('[')],
    ['opening braces', repeated('{a: ')],
    ['dashes', repeated('- ')],
    ['question marks', repeated('? ')],
    ['many keys', keys('\n')],
    ['many flow keys', `{${keys(', ')}}`],
    ['a flow list', `[${repeated('a,')}]`],
    ['a list', repeated('- a\n')],
    ['blank lines', repeated('\n')],
    ['comments', repeated('# a\n')],
    ['colons', repeated(': ')],
    ['quotes', repeated('"')],
    ['an open quote', `"${repeated('a\n')}`],
    ['spaces', `a:${repeated(' ')}b`],
    ['a plain text of many lines', `a: ${repeated('b\n ')}`],
    ['a block text', `a: |\n${repeated(' b\n')}`],
    ['documents', repeated('---\n')],
    ['tabs', repeated('\t')],
    ['carriage returns', repeated('\r')],
    ['wrong ends', repeated(']')],
  ])('are refused within seconds: %s', { timeout: 10_000 }, (_name, content) => {
    expect(refusal(content, 'yaml').code).toBe('invalid');
  });
});
