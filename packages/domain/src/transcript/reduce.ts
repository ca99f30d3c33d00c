import type { TranscriptChange, TranscriptEntry } from '@overmind/contracts/entities/transcript';

/*
 * A transcript is a list of entries that grows at its end, with changes to entries that are there. Entries lie in
 * blocks: a change copies its block and the short list of blocks, so that its cost does not grow with what was said
 * before, and whatever did not change is the same object as before.
 */
const blockSize = 64;

type Block = readonly TranscriptEntry[];

/** Where each entry lies. Shared by the states that follow on each other: it only ever grows. */
interface Places {
  byId: Map<string, number>;
}

/** A session as far as it is known. Never changed: each step makes another, which shares what stayed. */
export interface Transcript {
  /** The last change that is in it. */
  readonly seq: number;
  /** How many entries it has. */
  readonly count: number;
  readonly blocks: readonly Block[];
  readonly places: Places;
}

/** A transcript before its first change. */
export const emptyTranscript = (): Transcript => ({
  ...{ seq: 0, count: 0, blocks: [] },
  places: { byId: new Map() },
});

/** The entry at a place, counted from 0. */
export const entryAt = ({ blocks }: Transcript, place: number): TranscriptEntry | undefined =>
  blocks[Math.floor(place / blockSize)]?.[place % blockSize];

/** All entries in the order in which they began. */
export const entriesOf = ({ blocks }: Transcript): TranscriptEntry[] => blocks.flat();

/** What changes are being applied to; its fresh blocks are its own to write into. */
interface Draft {
  count: number;
  blocks: Block[];
  fresh: Map<number, TranscriptEntry[]>;
  places: Places;
}

/**
 * The transcript with the changes that follow on it. Those it has are skipped, and from a gap on nothing is taken: who
 * gets a lower `seq` than the last of the changes asks for what comes after it.
 */
export function reduceTranscript(before: Transcript, changes: readonly TranscriptChange[]): Transcript {
  const next = changes.findIndex(({ seq }) => seq === before.seq + 1);
  if (next < 0) return before;
  const draft: Draft = {
    ...{ count: before.count, blocks: [...before.blocks], fresh: new Map() },
    places: placesOf(before),
  };
  let { seq } = before;
  for (const change of changes.slice(next)) {
    if (change.seq <= seq) continue;
    if (change.seq > seq + 1) break;
    apply(draft, change.step);
    seq += 1;
  }
  return { seq, count: draft.count, blocks: draft.blocks, places: draft.places };
}

/** Another that went on from the same state may have added its own places: then this one counts anew. */
function placesOf(transcript: Transcript): Places {
  if (transcript.places.byId.size === transcript.count) return transcript.places;
  return { byId: new Map(entriesOf(transcript).map((entry, place) => [entry.id, place])) };
}

function apply(draft: Draft, step: TranscriptChange['step']): void {
  const place = draft.places.byId.get(step.op === 'put' ? step.entry.id : step.id);
  if (step.op === 'put') return put(draft, place ?? draft.count, step.entry);
  const known = place === undefined ? undefined : entryIn(draft, place);
  if (place === undefined || known?.kind !== 'message') return;
  put(draft, place, { ...known, text: known.text + step.text });
}

const entryIn = ({ blocks }: Draft, place: number): TranscriptEntry | undefined =>
  blocks[Math.floor(place / blockSize)]?.[place % blockSize];

function put(draft: Draft, place: number, entry: TranscriptEntry): void {
  const at = Math.floor(place / blockSize);
  const block = draft.fresh.get(at) ?? [...(draft.blocks[at] ?? [])];
  draft.fresh.set(at, block);
  draft.blocks[at] = block;
  block[place % blockSize] = entry;
  if (place < draft.count) return;
  draft.places.byId.set(entry.id, place);
  draft.count += 1;
}
