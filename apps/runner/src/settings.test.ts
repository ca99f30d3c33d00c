import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import {
  nearHostsVariable,
  ollamaContextVariable,
  servesItselfVariable,
  untrainedHostsVariable,
} from './executors/model/access.ts';
import { apiHostsVariable } from './merging/api-place.ts';
import { Environment } from './settings.ts';

const readme = new URL('../../../README.md', import.meta.url);
const names = [
  ...Object.keys(Environment.shape),
  untrainedHostsVariable,
  nearHostsVariable,
  servesItselfVariable,
  ollamaContextVariable,
  apiHostsVariable,
];

it('has every setting of a runner in the table of settings, and none that there is not', async () => {
  const rows = (await readFile(readme, 'utf8')).split('\n').filter((line) => line.startsWith('| `'));
  const cells = rows.map((row) => row.split('|')[1] ?? '');
  const told = cells.flatMap((cell) => cell.match(/\b(RUNNER_\w+|OVERMIND_(SERVER|RUNNER_TOKEN))\b/g) ?? []);
  expect(told.sort()).toEqual(names.sort());
});
