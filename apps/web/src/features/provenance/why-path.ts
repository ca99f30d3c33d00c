import { projectPath } from '#lib/route-ids.ts';

interface Asked {
  path: string;
  line: number;
  revision?: string | undefined;
}

/** The address that answers why a line is there. */
export function whyPath(projectId: string, asked?: Asked): string {
  const base = `${projectPath(projectId)}/why`;
  if (asked === undefined) return base;
  const query = new URLSearchParams({ path: asked.path, line: String(asked.line) });
  if (asked.revision !== undefined && asked.revision !== '') query.set('revision', asked.revision);
  return `${base}?${query}`;
}
