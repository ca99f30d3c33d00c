import { expect, it } from 'vitest';
import { visibleWords } from './make-visible.ts';

it('shows what would hide or reorder words by its code, and keeps lines, tabs and emoji', () => {
  expect(visibleWords('a\u202eb\n\tc\u200bd')).toBe('a⟨U+202E⟩b\n\tc⟨U+200B⟩d');
  expect(visibleWords('one\u2028two\rthree')).toBe('one⟨U+2028⟩two⟨U+000D⟩three');
  expect(visibleWords('👩\u200d💻 שלום مرحبا')).toBe('👩\u200d💻 שלום مرحبا');
});
