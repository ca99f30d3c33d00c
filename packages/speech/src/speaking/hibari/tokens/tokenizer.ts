import { address, infix, prefix, suffix } from './affixes.ts';

export interface RawToken {
  text: string;
  isSpaced: boolean;
}

/** Texts that are split in a way of their own ("can't" as "ca", "n't"), or not at all ("Mr."). */
export type SpecialCases = ReadonlyMap<string, readonly string[]>;

/** Splits a text as spaCy splits English: marks off both ends, then hyphens and the like within. */
export class Tokenizer {
  readonly #special: SpecialCases;

  constructor(special: SpecialCases) {
    this.#special = special;
  }

  split(text: string): RawToken[] {
    return [...text.matchAll(/\S+/g)].flatMap((chunk) => {
      const isSpaced = chunk.index + chunk[0].length < text.length;
      const parts = this.#chunk(chunk[0]);
      return parts.map((part, index) => ({ text: part, isSpaced: isSpaced && index === parts.length - 1 }));
    });
  }

  #chunk(chunk: string): readonly string[] {
    const special = this.#special.get(chunk);
    if (special !== undefined) return special;
    const { before, core, after } = this.#peel(chunk);
    const parts = [...before, ...this.#core(core), ...after];
    return parts.length > 1 ? this.#rejoin(parts) : parts;
  }

  #peel(chunk: string): { before: string[]; core: string; after: string[] } {
    const before: string[] = [];
    const after: string[] = [];
    let core = chunk;
    while (core !== '' && !this.#special.has(core)) {
      const start = prefix.exec(core)?.[0] ?? '';
      const end = suffix.exec(core.slice(start.length))?.[0] ?? '';
      if (start === '' && end === '') break;
      // One mark at a time where what is left is a special case: ":)" is one behind a bracket.
      const isAllButStart = start !== '' && this.#special.has(core.slice(start.length));
      const isAllButEnd = !isAllButStart && end !== '' && this.#special.has(core.slice(0, -end.length));
      const takesStart = start !== '' && !isAllButEnd;
      const takesEnd = end !== '' && !isAllButStart;
      if (takesStart) before.push(start);
      if (takesEnd) after.unshift(end);
      core = core.slice(takesStart ? start.length : 0, takesEnd ? core.length - end.length : undefined);
    }
    return { before, core, after };
  }

  #core(core: string): readonly string[] {
    if (core === '') return [];
    const special = this.#special.get(core);
    if (special !== undefined) return special;
    return address.test(core) ? [core] : partedByInfixes(core);
  }

  /** Pieces that spell a special case side by side are that: "Sept" and "." are "Sept.". */
  #rejoin(parts: readonly string[]): string[] {
    const joined: string[] = [];
    for (let at = 0; at < parts.length; ) {
      const length = [3, 2].find(
        (count) => at + count <= parts.length && this.#special.has(parts.slice(at, at + count).join('')),
      );
      const special =
        length === undefined ? undefined : this.#special.get(parts.slice(at, at + length).join(''));
      joined.push(...(special ?? [parts[at] ?? '']));
      at += length ?? 1;
    }
    return joined;
  }
}

function partedByInfixes(core: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (const { 0: sign, index } of core.matchAll(infix)) {
    if (index === 0) continue;
    if (index > start) parts.push(core.slice(start, index));
    parts.push(sign);
    start = index + sign.length;
  }
  return start < core.length ? [...parts, core.slice(start)] : parts;
}
