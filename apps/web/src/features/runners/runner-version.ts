/** Whether a runner is behind the server, ahead of it, or the same; null where one of them is not known. */
export function compareVersions(
  runner: string | null,
  server: string | undefined,
): 'outdated' | 'same' | 'newer' | null {
  if (runner === null || server === undefined) return null;
  const [mine, theirs] = [numbersOf(runner), numbersOf(server)];
  for (let place = 0; place < 3; place += 1) {
    const difference = (mine[place] ?? 0) - (theirs[place] ?? 0);
    if (difference !== 0) return difference < 0 ? 'outdated' : 'newer';
  }
  return 'same';
}

const numbersOf = (version: string): number[] =>
  (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number);
