import type { TranscriptEntry } from '@overmind/contracts/entities/transcript';
import { cut } from './storable.ts';

/** A record of the spool takes at most 1 MiB; some is left for its frame. */
const mostBytes = 900 * 1024;

/** Bounds of the contract, applied last: cleaning may lengthen a text. Characters that take many bytes are cut sooner. */
export function fitted(entry: TranscriptEntry): TranscriptEntry {
  for (let share = 1; ; share /= 2) {
    const fit = within(entry, share);
    if (share < 0.01 || Buffer.byteLength(JSON.stringify(fit)) <= mostBytes) return fit;
  }
}

function within(entry: TranscriptEntry, share: number): TranscriptEntry {
  const words = (text: string, most: number): string => cut(text, Math.ceil(most * share));
  switch (entry.kind) {
    case 'message':
      return { ...entry, text: words(entry.text, 100_000), author: entry.author?.slice(0, 200) ?? null };
    case 'tool_call': {
      let room = Math.ceil(200_000 * share);
      const diffs = entry.diffs.slice(0, 50).map(({ path, patch }) => {
        const shown = cut(patch, Math.max(room, 100));
        room -= shown.length;
        return { path: path.slice(0, 1_024), patch: shown };
      });
      return {
        ...entry,
        title: words(entry.title, 2_000),
        input: words(entry.input, 30_000),
        output: words(entry.output, 90_000),
        locations: entry.locations
          .slice(0, 50)
          .map(({ path, line }) => ({ path: path.slice(0, 1_024), line })),
        diffs,
      };
    }
    case 'plan':
      return {
        ...entry,
        items: entry.items.slice(0, 200).map((item) => ({ ...item, content: words(item.content, 2_000) })),
      };
    case 'permission':
      return {
        ...entry,
        title: words(entry.title, 2_000),
        decided_by: entry.decided_by?.slice(0, 200) ?? null,
      };
    case 'notice':
      return { ...entry, text: words(entry.text, 20_000) };
    case 'usage':
      return entry;
  }
}
