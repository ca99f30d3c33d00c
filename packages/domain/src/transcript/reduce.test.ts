import type {
  TranscriptChange,
  TranscriptEntry,
  TranscriptStep,
} from '@overmind/contracts/entities/transcript';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyTranscript, entriesOf, entryAt, reduceTranscript, type Transcript } from './reduce.ts';

const at = '2026-01-16T16:10:00.000Z';
const message = (id: string, text: string): TranscriptEntry => ({
  ...{ kind: 'message', id, at, role: 'agent', author: null, text },
});
const notice = (id: string, text: string): TranscriptEntry => ({
  ...{ kind: 'notice', id, at, level: 'info', text },
});
const put = (entry: TranscriptEntry): TranscriptStep => ({ op: 'put', entry });
const append = (id: string, text: string): TranscriptStep => ({ op: 'append', id, text });
const numbered = (steps: readonly TranscriptStep[], first = 1): TranscriptChange[] =>
  steps.map((step, index) => ({ seq: first + index, step }));
const read = (...steps: TranscriptStep[]): Transcript => reduceTranscript(emptyTranscript(), numbered(steps));

const ids = fc.integer({ min: 0, max: 150 }).map((id) => `e${id}`);
const anyStep: fc.Arbitrary<TranscriptStep> = fc.oneof(
  fc.record({ id: ids, text: fc.string() }).map(({ id, text }) => put(message(id, text))),
  fc.record({ id: ids, text: fc.string() }).map(({ id, text }) => put(notice(id, text))),
  fc.record({ id: ids, text: fc.string() }).map(({ id, text }) => append(id, text)),
);

/** The same by the plainest means there are. */
function plainly(steps: readonly TranscriptStep[]): TranscriptEntry[] {
  const entries = new Map<string, TranscriptEntry>();
  for (const step of steps) {
    const known = entries.get(step.op === 'put' ? step.entry.id : step.id);
    if (step.op === 'put') entries.set(step.entry.id, step.entry);
    else if (known?.kind === 'message') entries.set(known.id, { ...known, text: known.text + step.text });
  }
  return [...entries.values()];
}

describe('a transcript', () => {
  it('has its entries in the order in which they began, each as it was put last', () => {
    const transcript = read(
      put(message('a', 'He')),
      put(notice('b', 'x')),
      append('a', 'llo'),
      put(notice('b', 'y')),
    );
    expect(entriesOf(transcript)).toEqual([message('a', 'Hello'), notice('b', 'y')]);
    expect(transcript).toMatchObject({ seq: 4, count: 2 });
    expect(entryAt(transcript, 1)).toEqual(notice('b', 'y'));
  });

  it('takes nothing from what appends to no message', () => {
    const transcript = read(put(notice('a', 'x')), append('a', 'y'), append('nobody', 'z'));
    expect(entriesOf(transcript)).toEqual([notice('a', 'x')]);
    expect(transcript.seq).toBe(3);
  });

  it('is the same however it was split into pages, and whatever of them came twice', () => {
    const cuts = fc.array(fc.record({ to: fc.nat(400), overlap: fc.nat(20) }), { maxLength: 30 });
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 400 }), cuts, (steps, pages) => {
        const changes = numbered(steps);
        let paged = emptyTranscript();
        for (const { to, overlap } of [
          ...pages.sort((a, b) => a.to - b.to),
          { to: steps.length, overlap: 0 },
        ])
          paged = reduceTranscript(paged, changes.slice(Math.max(0, paged.seq - overlap), to));
        expect(entriesOf(paged)).toEqual(plainly(steps));
        expect(paged.seq).toBe(steps.length);
        expect(paged.count).toBe(entriesOf(paged).length);
      }),
    );
  });

  it('takes nothing from a gap on, so that what is missing can be asked for', () => {
    const steps = numbered([put(notice('a', '1')), put(notice('b', '2')), put(notice('c', '3'))]);
    const holed = reduceTranscript(
      emptyTranscript(),
      [steps[0], steps[2]].filter((each) => each !== undefined),
    );
    expect(holed).toMatchObject({ seq: 1, count: 1 });
    expect(reduceTranscript(holed, steps.slice(2))).toBe(holed);
    expect(reduceTranscript(holed, steps.slice(1)).count).toBe(3);
  });

  it('leaves earlier states as they were, also where two went on from one', () => {
    const one = read(put(message('a', '1')), put(message('b', '2')));
    const left = reduceTranscript(one, numbered([put(notice('left', 'x')), append('a', '!')], 3));
    const right = reduceTranscript(one, numbered([append('b', '?'), put(notice('right', 'y'))], 3));
    const further = reduceTranscript(left, numbered([put(notice('right', 'z'))], 5));
    expect(entriesOf(one)).toEqual([message('a', '1'), message('b', '2')]);
    expect(entriesOf(right)).toEqual([message('a', '1'), message('b', '2?'), notice('right', 'y')]);
    expect(entriesOf(further)).toEqual([
      ...[message('a', '1!'), message('b', '2'), notice('left', 'x'), notice('right', 'z')],
    ]);
  });

  it('shares what did not change, and a change costs the same however long it is', () => {
    const long = read(...Array.from({ length: 20_000 }, (_, index) => put(message(`e${index}`, 'x'))));
    const next = reduceTranscript(long, numbered([append('e19999', 'y')], long.seq + 1));
    const copied = next.blocks.filter((block, index) => block !== long.blocks[index]);
    expect(copied).toHaveLength(1);
    expect(copied[0]?.length).toBeLessThanOrEqual(64);
    expect(entryAt(next, 5)).toBe(entryAt(long, 5));
    expect(next.places).toBe(long.places);
  });
});
