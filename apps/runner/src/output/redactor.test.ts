import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildAutomaton, Redactor, redactText } from './redactor.ts';
import { secretVariants } from './secret-variants.ts';

function redactInPieces(patterns: string[], text: string, cuts: number[]): string {
  const redactor = new Redactor(buildAutomaton(patterns.map((pattern) => Buffer.from(pattern))));
  const bytes = Buffer.from(text);
  const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  const parts = [0, ...at].map((from, index) =>
    redactor.write(bytes.subarray(from, at[index] ?? bytes.length)),
  );
  return Buffer.concat([...parts, redactor.end()]).toString();
}

/** Marks every byte that lies in an occurrence of a pattern, then folds neighbours that overlap. */
function redactSlowly(patterns: string[], text: string): string {
  const finds = patterns.flatMap((pattern) =>
    [...text].flatMap((_, at) => (text.startsWith(pattern, at) ? [[at, at + pattern.length] as const] : [])),
  );
  finds.sort((a, b) => a[0] - b[0]);
  let out = '';
  let end = 0;
  for (const [from, to] of finds) {
    if (from >= end) out += `${text.slice(end, from)}[redacted]`;
    end = Math.max(end, to);
  }
  return out + text.slice(end);
}

describe('the redactor', () => {
  it('finds what a plain search finds, wherever the stream is cut', () => {
    const letters = fc.constantFrom('a', 'b', 'c');
    const word = (min: number, max: number) =>
      fc.array(letters, { minLength: min, maxLength: max }).map((parts) => parts.join(''));
    fc.assert(
      // A stop sign ends the text, so that nothing is held back at the end.
      fc.property(
        fc.array(word(2, 5), { minLength: 1, maxLength: 4 }),
        word(0, 40),
        fc.array(fc.nat(), { maxLength: 8 }),
        (patterns, text, cuts) => {
          expect(redactInPieces(patterns, `${text}.`, cuts)).toBe(redactSlowly(patterns, `${text}.`));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('hides every encoding at every offset, split at every byte', () => {
    const secret = 'S3cr3t/with+odd chars=~é';
    const automaton = buildAutomaton(secretVariants([secret]));
    for (let offset = 0; offset < 3; offset++) {
      const encoded = Buffer.from(`${'q'.repeat(offset)}${secret}tail`).toString('base64');
      expect(redactText(automaton, encoded)).toContain('[redacted]');
    }
    for (const text of [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('hex'),
      JSON.stringify(secret),
    ]) {
      for (let cut = 0; cut <= text.length; cut++) {
        const redactor = new Redactor(automaton);
        const bytes = Buffer.from(`<${text}>`);
        const out = Buffer.concat([
          redactor.write(bytes.subarray(0, cut)),
          redactor.write(bytes.subarray(cut)),
          redactor.end(),
        ]);
        expect(out.toString()).toBe(text.startsWith('"') ? '<"[redacted]">' : '<[redacted]>');
      }
    }
  });

  it('does not tell most of a secret when the stream ends within it', () => {
    expect(redactText(buildAutomaton([Buffer.from('0123456789abcdef')]), 'x 0123456789')).toBe(
      'x [redacted]',
    );
  });

  it('leaves short secrets alone, which would hide ordinary words', () => {
    expect(secretVariants(['abc'])).toEqual([]);
  });
});
