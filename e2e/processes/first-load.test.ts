import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { repositoryRoot } from './support/programs.ts';

const exported = join(repositoryRoot, 'apps/web/out');
const advice = `This page loads more JavaScript than it may before it can be used. Load what its first screen does not
show when it is opened (\`lazy\`), and import schemas of the contracts only there. The largest files stand first:`;

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['scripts/build.mjs', '--only', 'web'], {
    cwd: repositoryRoot,
  });
});

/** What a page's own tags load, as it is sent; `noModule` is for browsers that are too old for the rest. */
function firstLoad(page: string): { file: string; sizeBytes: number }[] {
  const html = readFileSync(join(exported, page), 'utf8');
  const tags = [...html.matchAll(/<script\b[^>]*?\bsrc="([^"?]+)[^>]*>/g)];
  const files = new Set(tags.filter(([tag]) => !/\bnomodule\b/i.test(tag)).map(([, file = '']) => file));
  return [...files]
    .map((file) => ({ file, sizeBytes: statSync(join(exported, `${file}.br`)).size }))
    .sort((a, b) => b.sizeBytes - a.sizeBytes);
}

test.each([
  ['a project page', 215, 'projects/_.html'],
  ['the list of discussions', 200, 'projects/_/discussions.html'],
  ['the room of a discussion', 220, 'projects/_/discussions/_.html'],
])('%s loads at most %i KiB of JavaScript before it can be used', (_name, mostKib, page) => {
  const loaded = firstLoad(page);
  const total = loaded.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const list = loaded.map(({ file, sizeBytes }) => `${sizeBytes} ${file}`).join('\n');
  expect(loaded.length).toBeGreaterThan(5);
  expect(total, `${advice}\n${list}`).toBeLessThanOrEqual(mostKib * 1_024);
});
