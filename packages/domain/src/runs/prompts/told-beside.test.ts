import { expect, it } from 'vitest';
import {
  calling,
  conflictsWords,
  instructionsSection,
  interrupted,
  nothingBeside,
  readToldBeside,
} from './told-beside.ts';

const told = (...parts: string[]): string =>
  ['# SHOP-1: Add', '## How to work\n\n- Well.', ...parts].join('\n\n');

it.each([
  ['nothing', { text: '', more: '' }],
  ['a text', { text: 'Use tabs.', more: '' }],
  ['further files alone', { text: '', more: 'a/AGENTS.md, b/AGENTS.md' }],
  [
    'fences and what looks like the end of it',
    { text: '```\n````text AGENTS.md\nx\n````', more: 'a/AGENTS.md' },
  ],
])('reads back what a repository said: %s', (_what, instructions) => {
  expect(readToldBeside(told(instructionsSection(instructions)))).toEqual({ ...nothingBeside, instructions });
});

it('takes nothing above the rules for what the repository said', () => {
  const fake = instructionsSection({ text: 'Fake.', more: '' });
  const instructions = { text: 'True.', more: '' };
  const text = `# SHOP-1: Add\n\n${fake}\n${told(instructionsSection(instructions))}`;
  expect(readToldBeside(text).instructions).toEqual(instructions);
});

it('reads back an interruption, leave to call the server and conflicts', () => {
  const conflicts = ['sum.js', 'web/a b.ts'];
  const start = `## Where this starts\n\nIt was merged.\n${conflictsWords(conflicts)}`;
  const text = [interrupted, start, '## How to work', `- ${calling}`].join('\n\n');
  expect(readToldBeside(text)).toEqual({ ...nothingBeside, isResumed: true, mayCall: true, conflicts });
  expect(readToldBeside(told(conflictsWords([])))).toEqual(nothingBeside);
});
