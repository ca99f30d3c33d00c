import { expect, it } from 'vitest';
import { strictestPrivacy } from './privacy.ts';

it('lets the rule that forbids most count, in whatever order they are told', () => {
  expect(strictestPrivacy(['any', 'no_training', 'local_only'])).toBe('local_only');
  expect(strictestPrivacy(['local_only', 'any'])).toBe('local_only');
  expect(strictestPrivacy(['any', 'no_training'])).toBe('no_training');
  expect(strictestPrivacy(['any'])).toBe('any');
  expect(strictestPrivacy([])).toBe('any');
});
