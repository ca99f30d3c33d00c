import { describe, expect, it } from 'vitest';
import { lineChanges } from '#lib/line-changes.ts';
import { parsePatch } from '#lib/parse-patch.ts';
import { stateVersion } from '../../../test/mock/fixtures/state.ts';
import { inFormat, notesOf, withNotes } from './edit-notes.ts';
import { sectionsOf } from './sections.ts';
import { changesBySection, valueWords } from './semantic-changes.tsx';
import { blocksOf } from './state-blame.tsx';

const version = stateVersion(42);

describe('sectionsOf', () => {
  it.each(['yaml', 'json'] as const)('splits %s at its top-level keys and loses no line', (format) => {
    const content = inFormat(version, format);
    const sections = sectionsOf(content);
    expect(sections.flatMap(({ lines }) => lines).join('\n')).toBe(content.trimEnd());
    expect(sections.map(({ name }) => name).filter(Boolean)).toEqual([
      ...['project', 'summary', 'tasks', 'runs', 'specs', 'decisions', 'agents', 'risks'],
      ...['next_actions', 'notes'],
    ]);
  });
});

describe('withNotes', () => {
  it('changes the notes and not a byte of the rest', () => {
    const edited = withNotes(version, notesOf(version));
    expect(edited).toBe(version.content);
    expect(notesOf({ ...version, content: withNotes(version, 'a: b\n# c\n') })).toBe('a: b\n# c\n');
  });
});

describe('lineChanges', () => {
  it('finds the lines that stay between those that came and went', () => {
    expect(
      lineChanges('a\nb\nc\nd\n', 'a\nx\nc\nd\ne\n').map(({ kind, text }) => `${kind[0]}${text}`),
    ).toEqual([...['sa', 'rb', 'ax', 'sc', 'sd', 'ae']]);
  });
  it('holds both texts, whatever they are', () => {
    const changes = lineChanges('x\ny', 'y\nx\ny');
    const side = (kind: 'removed' | 'added') =>
      changes.filter((each) => each.kind === 'same' || each.kind === kind).map(({ text }) => text);
    expect(side('removed')).toEqual(['x', 'y']);
    expect(side('added')).toEqual(['y', 'x', 'y']);
  });
});

it('puts changes under their section and reads escaped pointers', () => {
  const change = (path: string) => ({ path, kind: 'changed' as const, before: 1, after: 2 });
  expect(changesBySection([change('/a/x~1y'), change('/b'), change('/a/z')]).map(([name]) => name)).toEqual([
    'a',
    'b',
  ]);
  expect(valueWords({ key: 'SHOP-1', agent: null, tags: ['x', 'y'] })).toBe('key: SHOP-1 · tags: x\ny');
});

it('joins neighbouring lines of one version', () => {
  const line = (text: string, number: number) => ({
    ...{ text, version: number, author: '', reason: '', created_at: '' },
  });
  expect(blocksOf([line('a', 1), line('b', 1), line('c', 2), line('d', 1)])).toMatchObject([
    { firstLine: 1, lines: [{ text: 'a' }, { text: 'b' }] },
    { firstLine: 3 },
    { firstLine: 4 },
  ]);
});

it('reads a unified diff with and without git headers, and nothing out of nonsense', () => {
  const plain = '--- a/state.yaml\n+++ b/state.yaml\n@@ -1,1 +1,1 @@\n-a\n+b\n';
  expect(parsePatch(plain)[0]?.hunks[0]?.changes).toHaveLength(2);
  expect(parsePatch(`diff --git a/state.yaml b/state.yaml\n${plain}`)[0]?.hunks).toHaveLength(1);
  expect(parsePatch('')).toEqual([]);
});
