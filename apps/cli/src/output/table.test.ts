import { expect, it } from 'vitest';
import { oneLine, plainText } from './table.ts';

/** Reads "approve P1 txt.exe" while it says something else. */
const reversed = 'reject \u202eP1 exe\u2066.txt';

it('shows what would reorder or hide the words of others by its code', () => {
  expect(oneLine(reversed)).toBe('reject ⟨U+202E⟩P1 exe⟨U+2066⟩.txt');
  expect(plainText(`One\n${reversed}\u200b`)).toBe('One\nreject ⟨U+202E⟩P1 exe⟨U+2066⟩.txt⟨U+200B⟩');
});

it('leaves words of any script and emoji as they are', () => {
  const text = 'naïve 日本語 שלום 👩\u200d💻';
  expect(oneLine(text)).toBe(text);
  expect(plainText(`a\n\t${text}`)).toBe(`a\n\t${text}`);
});

it('drops what would steer the terminal', () => {
  expect(oneLine('\u001b[2Jgone \r\n\u0008 now')).toBe('gone now');
  expect(plainText('\u001b[31mgone\u001b[0m\u0008')).toBe('gone');
});
