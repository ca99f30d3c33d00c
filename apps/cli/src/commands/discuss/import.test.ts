import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { maxExportBytes } from '@overmind/contracts/entities/discussion-export';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addImportDiscussion } from './import.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'overmind-import-'));
});
afterAll(() => rm(folder, { recursive: true }));

it.each([
  ['talk.md', /^This file is larger than 16.* use JSON\.$/],
  ['talk.json', /^This file is larger than 16[^:]*$/],
])('a file %s that is too large is refused, and in Markdown JSON is named', async (name, words) => {
  const file = join(folder, name);
  await writeFile(file, '');
  await truncate(file, maxExportBytes + 1);
  const command = new Command();
  addImportDiscussion(command);
  await expect(command.parseAsync(['import', file], { from: 'user' })).rejects.toThrow(words);
});
