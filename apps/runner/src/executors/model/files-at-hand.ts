import type { RepositoryView } from './repository-view.ts';

/** What is needed of a view to look at what a model cites. */
export type CitedFiles = Pick<RepositoryView, 'find'>;

const mostFiles = 4;

/** The view for one look at many citations: files cited again are not read again, and few are held at once. */
export function filesAtHand(view: RepositoryView): CitedFiles {
  const held = new Map<string, Awaited<ReturnType<RepositoryView['find']>>>();
  return {
    find: async (path) => {
      const found = held.get(path) ?? (await view.find(path));
      held.delete(path);
      held.set(path, found);
      for (const oldest of held.keys()) if (held.size > mostFiles) held.delete(oldest);
      return found;
    },
  };
}
