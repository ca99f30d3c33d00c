import type { StateDocument } from '@overmind/contracts/entities/state';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseState, serializeState } from './serialize.ts';
import { empty, refusal } from './test-support/documents.ts';

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
  specs: list(
    fc.record(
      { key: text, title: text, phase: text, status: text },
      { requiredKeys: ['title', 'phase', 'status'] },
    ),
  ),
  decisions: list(
    fc.record(
      { title: text, decision: text, tasks: list(text), spec: text },
      { requiredKeys: ['title', 'decision'] },
    ),
  ),
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

  it('refuses more than 4 MiB, counted in bytes', () => {
    const content = serializeState({ ...empty, notes: 'é'.repeat(2_200_000) }, format);
    expect(refusal(content, format).message).toContain('larger than 4 MiB');
  });
});

it('writes YAML that a person can read', () => {
  const document = { ...empty, notes: 'First.\n\n*Second* line & more\n' };
  const content = serializeState(document, 'yaml');
  expect(content).toContain('project:\n  name: Shop\n  status: idle\n');
  expect(content).toContain('notes: |\n  First.\n\n  *Second* line & more\n');
  expect(parseState(content, 'yaml')).toEqual(document);
});
