import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
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
  ['sign-in', 170, 'sign-in.html'],
  ['set-up', 193, 'setup.html'],
  ['a project page', 215, 'projects/_.html'],
  ['the list of discussions', 197, 'projects/_/discussions.html'],
  ['the room of a discussion', 218, 'projects/_/discussions/_.html'],
  ['the page of personas', 190, 'projects/_/discussions/personas.html'],
  ['the list of specs', 190, 'projects/_/specs.html'],
  ['the page of a spec', 205, 'projects/_/specs/_.html'],
  ['the search', 192, 'projects/_/search.html'],
  ['usage', 178, 'usage.html'],
  ['settings', 203, 'settings.html'],
  ['the page of providers', 189, 'settings/providers.html'],
  ['the page of prompts', 181, 'settings/prompts.html'],
])('%s loads at most %i KiB of JavaScript before it can be used', (_name, mostKib, page) => {
  const loaded = firstLoad(page);
  const total = loaded.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const list = loaded.map(({ file, sizeBytes }) => `${sizeBytes} ${file}`).join('\n');
  expect(loaded.length).toBeGreaterThan(5);
  expect(total, `${advice}\n${list}`).toBeLessThanOrEqual(mostKib * 1_024);
});

/** Nearly all of it is one form, which is checked while it is typed into. */
const checksAtOnce = 'projects/_/settings.html';

test('schemas come with no page but the one that checks what is typed from its first moment on', () => {
  const pages = readdirSync(exported, { recursive: true, encoding: 'utf8' });
  const holdsZod = ({ file }: { file: string }): boolean =>
    readFileSync(join(exported, file), 'utf8').includes('"$ZodObject"');
  const heavy = pages.filter((page) => page.endsWith('.html') && firstLoad(page).some(holdsZod));
  expect(heavy, advice).toEqual([checksAtOnce]);
});
