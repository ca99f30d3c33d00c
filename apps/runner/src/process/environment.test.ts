import { expect, it } from 'vitest';
import { buildAutomaton, redactText } from '../output/redactor.ts';
import { secretVariants } from '../output/secret-variants.ts';
import { runEnvironment } from './environment.ts';

const environmentOf = (own: Record<string, string>, names: { env?: string[]; secrets?: string[] }) =>
  runEnvironment(
    { agent: { config: { env: [], secrets: [], ...names } }, task: { key: 'SHOP-1' }, run: { id: 'run' } },
    own,
    '/tmp',
    'token-of-the-runner',
  );

it('passes a secret on and knows what to hide', () => {
  const { variables, secrets, notes } = environmentOf({ KEY: 'made-up-value' }, { secrets: ['KEY'] });
  expect(variables['KEY']).toBe('made-up-value');
  expect(secrets).toEqual(['token-of-the-runner', 'made-up-value']);
  expect(notes).toEqual([]);
});

it.each([
  [
    'a secret that cannot be looked for whole',
    { secrets: ['BIG'] },
    5_000,
    /BIG is longer than can be hidden/,
  ],
  [
    'a variable that is named like a secret',
    { env: ['BIG_TOKEN'] },
    5_000,
    /BIG_TOKEN is longer than can be/,
  ],
  ['a value that programs could not be started with', { env: ['BIG'] }, 40_000, /BIG is longer than 32 KiB/],
])('passes on no part of %s, and says so', (_what, names, length, note) => {
  const own = { BIG: 'x1'.repeat(length / 2), BIG_TOKEN: 'x1'.repeat(length / 2) };
  const { variables, secrets, notes } = environmentOf(own, names);
  expect(Object.keys(variables).filter((name) => name.startsWith('BIG'))).toEqual([]);
  expect(secrets).toEqual(['token-of-the-runner']);
  expect(notes).toEqual([expect.stringMatching(note)]);
});

it('hides every secret that it passes on, in bounded memory, however many there are', () => {
  const names = Array.from({ length: 50 }, (_, index) => `KEY_${index}`);
  const own = Object.fromEntries(names.map((name) => [name, `${name}-${'y2'.repeat(1_000)}`]));
  const { variables, secrets, notes } = environmentOf(own, { secrets: names });
  const given = names.filter((name) => name in variables);
  expect(given.length).toBeGreaterThan(0);
  expect(given.length + notes.length).toBe(names.length);
  const automaton = buildAutomaton(secretVariants(secrets));
  expect(automaton.next.byteLength).toBeLessThan(70 * 1024 * 1024);
  for (const name of given) expect(redactText(automaton, `<${own[name]}>`)).toBe('<[redacted]>');
});

it('bounds what all variables take together', () => {
  const names = Array.from({ length: 20 }, (_, index) => `PART_${index}`);
  const own = Object.fromEntries(names.map((name) => [name, 'z'.repeat(30_000)]));
  const { variables, notes } = environmentOf(own, { env: names });
  const passed = names.filter((name) => name in variables);
  expect(passed).toHaveLength(8);
  expect(notes).toHaveLength(12);
  expect(notes[0]).toContain('too long together with those before it');
});
