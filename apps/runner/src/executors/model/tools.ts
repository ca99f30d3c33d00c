import { tool } from 'ai';
import { z } from 'zod';
import type { RepositoryView, Told } from './repository-view.ts';

const never = new AbortController().signal;
const Path = z.string().max(1_024).default('.').describe('inside the repository, with "/"');

/**
 * Looking around, and no more. One thing is looked at at a time, however many a model asks for at once, and none any
 * more once the talk is over.
 */
export function lookTools(view: RepositoryView, clean: (text: string) => string) {
  let last: Promise<unknown> = Promise.resolve();
  const tell = async (signal: AbortSignal, look: () => Promise<Told>): Promise<string> => {
    const next = last.then(() => (signal.aborted ? { text: 'The talk is over.' } : look()));
    last = next.catch(() => {}); // Whoever asked hears of it.
    return clean((await next).text);
  };
  return {
    list: tool({
      description: 'Lists a folder.',
      inputSchema: z.object({ path: Path }),
      execute: ({ path }, { abortSignal = never }) => tell(abortSignal, () => view.list(path)),
    }),
    read: tool({
      description: 'Reads a file, with line numbers, from a line on.',
      inputSchema: z.object({ path: Path, from_line: z.number().int().min(1).default(1) }),
      execute: ({ path, from_line: from }, { abortSignal = never }) =>
        tell(abortSignal, () => view.read(path, from)),
    }),
    search: tool({
      description: 'Finds lines by a POSIX extended regular expression.',
      inputSchema: z.object({ pattern: z.string().min(1).max(500), path: Path }),
      execute: ({ pattern, path }, { abortSignal = never }) =>
        tell(abortSignal, () => view.search(pattern, path, abortSignal)),
    }),
  };
}
