import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marking, toSnippet } from './mark.ts';
import { readTerms } from './terms.ts';

const textsOf = (q: string) => readTerms(q)?.map(({ text }) => text);
const marked = (text: string, q: string) =>
  marking(readTerms(q) ?? [])(text).matches.map(({ start, end }) => text.slice(start, end));

describe('what is searched for', () => {
  it('is words, each once, and phrases in quotes', () => {
    expect(textsOf('login  "the bug" login')).toEqual(['login', 'the bug']);
    expect(textsOf('"open end')).toEqual(['open end']);
    expect(textsOf('src/cart.ts SHOP-12')).toEqual(['src/cart.ts', 'SHOP-12']);
  });

  it('begins a word where it is short', () => {
    expect(readTerms('qa a.b bug')?.map(({ isWordStart }) => isWordStart)).toEqual([true, true, false]);
  });

  it('begins no word where a sign of its script is enough', () => {
    expect(readTerms('日本 語 グ 안녕 да')?.map(({ isWordStart }) => isWordStart)).toEqual([
      ...[false, false, false, false, true],
    ]);
  });

  it('needs a letter or digit that can be looked up', () => {
    expect(readTerms('-> "" .a')).toBeNull();
    expect(readTerms('  ')).toBeNull();
    expect(textsOf('-> run')).toEqual(['->', 'run']);
  });

  it('is bounded', () => {
    expect(readTerms('one two three four five six seven eight nine')).toHaveLength(8);
  });
});

describe('where it stands', () => {
  it('is found however it is written, also inside of words', () => {
    expect(marked('The LOGIN and relogin', 'login')).toEqual(['LOGIN', 'login']);
    expect(marked('Straße und STRASSE', 'straße')).toEqual(['Straße', 'STRASSE']);
    expect(marked('İstanbul, ISTANBUL, ıstanbul', 'istanbul')).toEqual(['İstanbul', 'ISTANBUL', 'ıstanbul']);
    expect(marked('今日本語', '日本')).toEqual(['日本']);
    expect(marked('a.b [x] (a.b)', '"a.b"')).toEqual(['a.b', 'a.b']);
  });

  it('is only where words begin for short ones', () => {
    expect(marked('aqua qa QAs', 'qa')).toEqual(['qa', 'QA']);
  });

  it('is one place where matches meet', () => {
    expect(marked('database', 'data tabas')).toEqual(['databas']);
    expect(marked('the\nbug', '"the bug"')).toEqual(['the\nbug']);
  });

  it('never lies outside of the text, in order and apart, whatever is searched for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, q) => {
        const { matches } = marking(readTerms(q) ?? [])(text);
        let last = -1;
        for (const { start, end } of matches) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = end;
        }
      }),
    );
  });
});

describe('a snippet', () => {
  const mark = marking(readTerms('login') ?? []);

  it('is a line of whole words that says where it was cut', () => {
    const text = 'alf a word\nand the login of today and tomor';
    const snippet = toSnippet({ text, isBegun: true, isCut: true }, mark);
    expect(snippet.text).toBe('…a word and the login of today and…');
    expect(snippet.matches.map(({ start, end }) => snippet.text.slice(start, end))).toEqual(['login']);
  });

  it('is the text itself where that is short', () => {
    expect(toSnippet({ text: 'Fix the login', isBegun: false, isCut: false }, mark)).toEqual({
      text: 'Fix the login',
      matches: [{ start: 8, end: 13 }],
    });
  });

  it('keeps a word that is all there is', () => {
    expect(toSnippet({ text: 'xloginx'.repeat(20), isBegun: true, isCut: true }, mark).matches).toHaveLength(
      20,
    );
  });
});
