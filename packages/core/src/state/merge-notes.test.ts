import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { execa } from 'execa';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mergeNotes } from './merge-notes.ts';

const base = 'one\ntwo\nthree\nfour\nfive\n';

it.each([
  ['only mine changed', 'one\n2\nthree\nfour\nfive\n', base, 'one\n2\nthree\nfour\nfive\n'],
  ['only theirs changed', base, 'one\nthree\nfour\nfive\n', 'one\nthree\nfour\nfive\n'],
  ['lines apart changed', '1\ntwo\nthree\nfour\nfive\n', `${base}six\n`, '1\ntwo\nthree\nfour\nfive\nsix\n'],
  ['both made the same change', 'one\n', 'one\n', 'one\n'],
  ['both added the same', `${base}six\n`, `${base}six\n`, `${base}six\n`],
  ['one side emptied it', '', base, ''],
])('merges where %s', (_name, mine, theirs, text) => {
  expect(mergeNotes(base, mine, theirs)).toEqual({ text });
});

it.each([
  ['the same line', 'one\n2\nthree\nfour\nfive\n', 'one\nII\nthree\nfour\nfive\n', '2\n', 'II\n'],
  ['the same place', `${base}6\n`, `${base}VI\n`, '6\n', 'VI\n'],
  [
    'neighbouring lines',
    'one\n2\nthree\nfour\nfive\n',
    'one\ntwo\nIII\nfour\nfive\n',
    '2\nthree\n',
    'two\nIII\n',
  ],
  ['a line that the other removed', 'one\n2\nthree\nfour\nfive\n', 'one\nthree\nfour\nfive\n', '2\n', ''],
])('shows both texts where both changed %s', (_name, a, b, mine, theirs) => {
  expect(mergeNotes(base, a, b)).toEqual({ conflicts: [{ mine, theirs }] });
});

it('takes texts without a line in common as one change, however long', () => {
  const many = (word: string) => Array.from({ length: 20_000 }, (_, line) => `${word} ${line}\n`).join('');
  expect(mergeNotes(many('a'), many('b'), many('a'))).toEqual({ text: many('b') });
  expect(mergeNotes(many('a'), many('b'), many('c'))).toEqual({
    conflicts: [{ mine: many('b'), theirs: many('c') }],
  });
});

let folder: Awaited<ReturnType<typeof createTempFolder>>;
beforeAll(async () => {
  folder = await createTempFolder();
});
afterAll(() => folder.remove());

async function mergeFile(...texts: string[]): Promise<{ text: string; isClean: boolean }> {
  const files = texts.map((_, index) => join(folder.path, `${index}`));
  for (const [index, text] of texts.entries()) await writeFile(files[index] ?? '', text);
  const { stdout, exitCode } = await execa('git', ['merge-file', '-p', ...files], {
    ...{ reject: false, stripFinalNewline: false },
  });
  return { text: stdout, isClean: exitCode === 0 };
}

const edits = fc.array(fc.tuple(fc.nat(11), fc.constantFrom('change', 'remove', 'add')), { maxLength: 4 });
const original = Array.from({ length: 12 }, (_, index) => `line ${index}\n`);
function edited(who: string, changes: [number, string][]): string {
  const lines = original.map((line) => line);
  for (const [index, change] of changes) {
    if (change === 'add') lines[index] = `${lines[index]}${who} added at ${index}\n`;
    else lines[index] = change === 'remove' ? '' : `${who} changed ${index}\n`;
  }
  return lines.join('');
}

it('agrees with git merge-file wherever it merges', async () => {
  let merged = 0;
  await fc.assert(
    fc.asyncProperty(edits, edits, async (a, b) => {
      const [mine, theirs] = [edited('mine', a), edited('theirs', b)];
      const ours = mergeNotes(original.join(''), mine, theirs);
      const git = await mergeFile(mine, original.join(''), theirs);
      if (!git.isClean) expect(ours).toHaveProperty('conflicts');
      if (!('text' in ours)) return;
      merged += 1;
      expect(git).toEqual({ text: ours.text, isClean: true });
    }),
    { numRuns: 150 },
  );
  expect(merged).toBeGreaterThan(20);
});
