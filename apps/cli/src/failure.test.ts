import { AppError } from '@overmind/contracts/errors';
import { describe, expect, it } from 'vitest';
import { Failure, toFailure } from './failure.ts';

describe('what the person is told', () => {
  it.each([
    ['unauthenticated', 3],
    ['not_found', 4],
    ['rule_violated', 1],
    ['unavailable', 1],
  ] as const)('%s gives exit code %i', (code, exitCode) => {
    expect(toFailure(new AppError(code, 'Words.')).exitCode).toBe(exitCode);
  });

  it("is the server's sentence, once", () => {
    expect(toFailure(new AppError('rule_violated', 'Run it first.')).message).toBe('Run it first.');
    const errors = [{ pointer: '/default_repo_path', detail: 'No commit yet.' }];
    expect(toFailure(new AppError('invalid', 'No commit yet.', { errors })).message).toBe('No commit yet.');
  });

  it('names each wrong field', () => {
    const errors = [{ pointer: '/name', detail: 'Too long' }];
    expect(toFailure(new AppError('invalid', 'Some fields are wrong.', { errors })).message).toBe(
      'Some fields are wrong.\n  name: Too long',
    );
  });

  it('keeps a failure of our own', () => {
    const failure = new Failure('Words.', 2);
    expect(toFailure(failure)).toBe(failure);
  });
});
