const pathOf = (line: string): string => line.slice(line.indexOf('\t') + 1);

/** The folders that a path is in, the innermost first. */
function* foldersOf(path: string): Generator<string> {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) yield path.slice(0, at);
}

/**
 * Which files that are kept from agents can be in a tree beside the files of the work, by their lines in the index.
 * The others are displaced: a file of the work stands where their folder was, or a folder where they were.
 */
export function besideWork(
  hidden: readonly string[],
  present: readonly string[],
): { kept: string[]; displaced: string[] } {
  const files = new Set(present);
  const paths = new Set(hidden.map(pathOf));
  const buried = new Set<string>();
  for (const path of present) for (const folder of foldersOf(path)) if (paths.has(folder)) buried.add(folder);
  const isDisplaced = (path: string): boolean =>
    buried.has(path) || [...foldersOf(path)].some((folder) => files.has(folder));
  const displaced = hidden.map(pathOf).filter(isDisplaced);
  return { kept: hidden.filter((line) => !displaced.includes(pathOf(line))), displaced };
}

/** The paths of lines in an index. */
export const pathsOf = (lines: readonly string[]): string[] => lines.map(pathOf);
