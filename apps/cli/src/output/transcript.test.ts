import type { TranscriptEntry } from '@overmind/contracts/entities/transcript';
import { expect, it } from 'vitest';
import { coloursFor } from '../terminal/colour.ts';
import { formatEntry } from './transcript.ts';

const at = '2026-01-16T16:10:00.000Z';
const colours = coloursFor({ isTTY: false });
const show = (entry: TranscriptEntry) => formatEntry(entry, colours);

it('shows who said what, what was done, and what was asked', () => {
  expect(show({ kind: 'message', id: 'a', at, role: 'agent', author: null, text: 'One\nTwo\n' })).toBe(
    'agent: One\n  Two',
  );
  expect(show({ kind: 'message', id: 'a', at, role: 'user', author: 'Ada', text: 'Hi' })).toBe('Ada: Hi');
  expect(
    show({
      ...{ kind: 'tool_call', id: 'b', at, title: 'Edit the page', tool: 'edit', status: 'in_progress' },
      ...{ locations: [], input: '', output: '', diffs: [{ path: 'src/a.ts', patch: '' }] },
    }),
  ).toBe('edit Edit the page (in progress)\n  src/a.ts');
  expect(
    show({
      ...{ kind: 'permission', id: 'c', at, title: 'npm ci', tool_call_id: null, status: 'pending' },
      decided_by: null,
    }),
  ).toBe('asks npm ci (pending)');
});

it('lets no words of an agent steer the terminal', () => {
  const hostile = '\u001b]0;title\u0007\u001b[2Jclear\u001b[31m';
  for (const entry of [
    { kind: 'message', id: 'a', at, role: 'agent', author: hostile, text: hostile },
    { kind: 'notice', id: 'a', at, level: 'error', text: hostile },
    { kind: 'plan', id: 'a', at, items: [{ content: hostile, priority: 'low', status: 'pending' }] },
  ] satisfies TranscriptEntry[])
    for (const control of ['\u0007', '\u001b']) expect(show(entry)).not.toContain(control);
});
