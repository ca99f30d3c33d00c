import type { SearchResult } from '@overmind/contracts/entities/search';
import { expect, it } from 'vitest';
import { coloursFor } from '../../terminal/colour.ts';
import { renderFound } from './found.ts';

const found = (change: Partial<SearchResult> = {}): SearchResult => ({
  ...{ kind: 'task', id: 'x', happened_at: '2026-03-01T12:34:56.000Z', status: 'needs_review' },
  ...{ agent_id: null, conversation_id: null, task: { id: 'y', key: 'SHOP-12' } },
  title: { text: 'Mend the login', matches: [{ start: 9, end: 14 }] },
  snippet: { text: 'It fails.', matches: [] },
  ...change,
});
const plain = coloursFor({ isTTY: false }, {});
const coloured = coloursFor({ isTTY: true }, {});

it('says what it is, where it belongs and what it holds', () => {
  expect(renderFound([found()], plain)).toBe(
    'SHOP-12 Mend the login  task needs review  2026-03-01 12:34\n  It fails.',
  );
  const empty = { text: '', matches: [] };
  expect(renderFound([found({ snippet: empty, task: null, status: null, kind: 'message' })], plain)).toBe(
    'Mend the login  message  2026-03-01 12:34',
  );
});

it('names a spec by its key', () => {
  const spec = { id: 'x', key: 'SPEC-3' };
  expect(renderFound([found({ kind: 'spec', status: 'active', task: null, spec })], plain)).toMatch(
    /^SPEC-3 Mend the login {2}spec active {2}2026-03-01/,
  );
});

it('makes what was searched for stand out', () => {
  expect(renderFound([found()], coloured)).toContain('Mend the \u001b[1m\u001b[33mlogin\u001b[39m\u001b[22m');
});

it('shows of a long text what stands around the match, and lets it steer no terminal', () => {
  const text = `${'before '.repeat(40)}ne\u001b[31medle${' after'.repeat(40)}`;
  const line = renderFound([found({ snippet: { text, matches: [{ start: 280, end: 291 }] } })], plain);
  expect(line).toContain('needle');
  expect(line).not.toContain('\u001b');
  expect(line.split('\n')[1]?.length).toBeLessThan(110);
});
