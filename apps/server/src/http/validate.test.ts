import { AgentConfig } from '@overmind/contracts/entities/agent';
import { expect, it } from 'vitest';
import { validate } from './validate.ts';

const refusal = (config: unknown): unknown => {
  try {
    validate(AgentConfig, config, 'invalid');
  } catch (error) {
    return error;
  }
  return null;
};

it.each([
  ['a command without a program', { name: 'test' }, '/checks/0/run', 'invalid'],
  [
    'a command with a bad bound',
    { name: 'test', run: ['x'], timeout_s: 0 },
    '/checks/0/timeout_s',
    'invalid',
  ],
  ['a reviewer with a bad name', { name: 'test', reviewer: 'No One' }, '/checks/0/reviewer', 'invalid'],
  ['a field that is unknown', { name: 'test', run: ['x'], shell: true }, '/checks/0/shell', 'malformed'],
])('points into the shape that %s comes nearest to', (_name, check, pointer, code) => {
  expect(refusal({ checks: [check] })).toMatchObject({ code, errors: [{ pointer }] });
});

it('points at a value that has no shape at all', () => {
  expect(refusal({ checks: [5] })).toMatchObject({ errors: [{ pointer: '/checks/0' }] });
});
