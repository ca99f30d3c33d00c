import type { TranscriptEntry, TranscriptStep } from '@overmind/contracts/entities/transcript';

/** A part of what an agent said in a session, as it is searched for. */
export interface Passage {
  /** When the first of its entries began. */
  at: string;
  text: string;
  /** In order, and which character of the text each begins with, from 1 on; a character is a code point. */
  entries: { id: string; start: number }[];
}

interface Said {
  at: string;
  text: string;
}

/** Of all that is said but the last message, which has room of its own. */
export const mostSessionChars = 100_000;
const mostLastChars = 20_000;
const mostPassageChars = 2_000;

/**
 * Collects what an agent says and has run: its messages, its plan as it was last, and its commands. Neither thoughts nor
 * what tools gave back. What comes after the bound is left out but for the last message.
 */
export class SessionWords {
  readonly #said = new Map<string, Said>();
  #room = mostSessionChars;
  #last: (Said & { id: string }) | null = null;

  /** The next step of the transcript. */
  take(step: TranscriptStep): void {
    if (step.op === 'append') return this.#append(step.id, step.text);
    const { id, at, kind } = step.entry;
    const text = wordsOf(step.entry);
    if (text === null) return;
    if (this.#said.has(id) || this.#room > 0) this.#keep(id, at, text);
    else if (kind === 'message') this.#last = { id, at, text: text.slice(0, mostLastChars) };
  }

  passages(): Passage[] {
    const last = this.#last;
    return passagesOf([...this.#said, ...(last === null ? [] : [[last.id, last] as const])]);
  }

  #append(id: string, text: string): void {
    const known = this.#said.get(id);
    if (known !== undefined) this.#keep(id, known.at, known.text + text);
    else if (this.#last?.id === id) this.#last.text = (this.#last.text + text).slice(0, mostLastChars);
  }

  #keep(id: string, at: string, text: string): void {
    const before = this.#said.get(id);
    // Each takes a character beside its text, so that empty ones have a bound too.
    if (before === undefined) this.#room -= 1;
    const had = before?.text.length ?? 0;
    const kept = text.slice(0, had + this.#room);
    this.#said.set(id, { at: before?.at ?? at, text: kept });
    // What became shorter gives nothing back: else a text that was cut could go on behind its gap.
    this.#room -= Math.max(0, kept.length - had);
  }
}

function wordsOf(entry: TranscriptEntry): string | null {
  switch (entry.kind) {
    case 'message':
      return entry.role === 'agent' ? entry.text : null;
    case 'plan':
      return entry.items.map(({ content }) => content).join('\n');
    case 'tool_call':
      return entry.tool === 'execute' ? entry.title : null;
    case 'permission':
    case 'usage':
    case 'notice':
      return null;
  }
}

function passagesOf(said: readonly (readonly [string, Said])[]): Passage[] {
  const passages: Passage[] = [];
  let chars = 0;
  for (const [id, { at, text }] of said)
    for (const piece of piecesOf(text.trim())) {
      const open = passages.at(-1);
      const isRoom = open !== undefined && open.text.length + piece.length < mostPassageChars;
      chars = isRoom ? chars + 1 : 0;
      const passage = isRoom ? open : { at, text: '', entries: [] };
      if (!isRoom) passages.push(passage);
      passage.entries.push({ id, start: chars + 1 });
      passage.text += isRoom ? `\n${piece}` : piece;
      chars += [...piece].length;
    }
  return passages;
}

/** A text in parts that fit into a passage, cut where a line or at least a word ends. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > mostPassageChars) {
    const at = cutOf(rest);
    pieces.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return rest === '' ? pieces : [...pieces, rest];
}

function cutOf(text: string): number {
  const ends = ['\n', ' '].map((sign) => text.lastIndexOf(sign, mostPassageChars));
  return ends.find((end) => end > mostPassageChars / 2) ?? mostPassageChars;
}
