/** A line that someone asks about; the revision is empty for the base branch. */
export interface Question {
  path: string;
  line: number;
  revision: string;
}

export const isLine = (text: string): boolean => /^[1-9]\d{0,6}$/.test(text.trim());

/** What the address asks; null when it does not name a line. */
export function readQuestion(search: Pick<URLSearchParams, 'get'>): Question | null {
  const path = search.get('path')?.trim() ?? '';
  const line = search.get('line') ?? '';
  if (path === '' || !isLine(line)) return null;
  return { path, line: Number(line), revision: search.get('revision')?.trim() ?? '' };
}
