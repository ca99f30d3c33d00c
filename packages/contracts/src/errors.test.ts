import { expect, test } from 'vitest';
import { isProblem, Problem } from './errors.ts';

const whole: Problem = {
  type: 'about:blank',
  title: 'The request breaks a rule of its schema',
  status: 422,
  code: 'invalid',
  detail: 'Give a title.',
  instance: '/api/tasks',
};

test('a failure is taken for one as its schema takes it', () => {
  const bodies: unknown[] = [
    whole,
    { ...whole, rule: 'one_live_run', errors: [{ pointer: '/title', detail: 'Give a title.' }] },
    { ...whole, code: 'toString' },
    { ...whole, detail: 1 },
    { ...whole, rule: 1 },
    { ...whole, errors: {} },
    { ...whole, errors: [null] },
    { ...whole, errors: [{ pointer: '/title' }] },
    [],
    'invalid',
    null,
  ];
  expect(bodies.map(isProblem)).toEqual(bodies.map((body) => Problem.safeParse(body).success));
  expect(bodies.filter(isProblem)).toHaveLength(2);
});
