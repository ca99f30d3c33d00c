import type { TaskStatus } from '@overmind/contracts/entities/task';
import { expect, it } from 'vitest';
import { findDuplicate } from './duplicates.ts';

it.each<[string, string, TaskStatus, boolean]>([
  ['Run the tests', 'run tests', 'queued', true],
  ['Run the tests', 'Run the tests', 'in_progress', true],
  ['Run the tests', 'Run the tests', 'needs_review', false],
  ['Run the tests', 'Run the tests', 'done', false],
  ['Run the tests', 'Run the tests', 'failed', false],
  ['Add a footer', 'Add the footer please', 'needs_review', true],
  ['Add a footer', 'Remove the footer', 'queued', false],
  ['Add a footer', 'Add a header', 'queued', false],
  ['Fix the login page for mobile users', 'Fix login pages for all mobile users', 'queued', true],
  [
    'Fix the slow login page for mobile users today',
    'Fix the slow login page for mobile users',
    'queued',
    true,
  ],
  ['Upgrade node to version 20 in the image', 'Upgrade node to version 22 in the image', 'queued', false],
  ['Fix src/a.ts', 'Fix src/b.ts', 'queued', false],
])('%j against %j, %s: %s', (title, known, status, isDuplicate) => {
  expect(findDuplicate(title, [{ key: 'SHOP-1', title: known, status }])).toEqual(
    isDuplicate ? { key: 'SHOP-1' } : null,
  );
});
