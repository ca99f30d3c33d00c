import type { TranscriptEntry } from '@overmind/contracts/entities/transcript';

/** The same entry with every text of the agent's passed through `clean`; ids, times and kinds are the runner's own. */
export function cleaned(entry: TranscriptEntry, clean: (text: string) => string): TranscriptEntry {
  switch (entry.kind) {
    case 'message':
      return {
        ...entry,
        text: clean(entry.text),
        author: entry.author === null ? null : clean(entry.author),
      };
    case 'tool_call':
      return {
        ...entry,
        title: clean(entry.title),
        input: clean(entry.input),
        output: clean(entry.output),
        locations: entry.locations.map(({ path, line }) => ({ path: clean(path), line })),
        diffs: entry.diffs.map(({ path, patch }) => ({ path: clean(path), patch: clean(patch) })),
      };
    case 'plan':
      return { ...entry, items: entry.items.map((item) => ({ ...item, content: clean(item.content) })) };
    case 'permission':
      return {
        ...entry,
        title: clean(entry.title),
        decided_by: entry.decided_by === null ? null : clean(entry.decided_by),
      };
    case 'notice':
      return { ...entry, text: clean(entry.text) };
    case 'usage':
      return entry;
  }
}
