const maxWays = 64;

/** Whether a path matches a glob of `*`, `**`, `?` and `{a,b}`; a glob without a slash looks at any folder. */
export function matchesGlob(path: string, glob: string): boolean {
  const anchored = glob.includes('/') ? glob.replace(/^\.?\//, '') : `**/${glob}`;
  const whole = path.replace(/^\.?\//, '').toLowerCase();
  return expandBraces(anchored.toLowerCase())?.some((way) => matchesPlain(whole, way)) ?? false;
}

/** Null for an unbalanced brace: such a glob names no file. */
function expandBraces(glob: string): string[] | null {
  const open = glob.indexOf('{');
  const close = glob.indexOf('}');
  if (open < 0) return close < 0 ? [glob] : null;
  if (close < open) return null;
  const ways = glob.slice(open + 1, close).split(',');
  const rest = expandBraces(glob.slice(close + 1));
  return rest === null
    ? null
    : ways.flatMap((way) => rest.map((end) => glob.slice(0, open) + way + end)).slice(0, maxWays);
}

/** Keeps all places that the glob may have come to, so that many stars cost no more than few. */
function matchesPlain(path: string, glob: string): boolean {
  const parts = glob.match(/\*\*\/|\*\*|\*|\?|[^*?]/g) ?? [];
  let places = new Set<number>([0]);
  for (const part of parts) places = new Set([...places].flatMap((at) => placesAfter(path, at, part)));
  return places.has(path.length);
}

function placesAfter(path: string, at: number, part: string): number[] {
  if (part === '?') return at < path.length && path[at] !== '/' ? [at + 1] : [];
  if (!part.startsWith('*')) return path[at] === part ? [at + 1] : [];
  const folderEnd = path.indexOf('/', at);
  const last = part === '*' && folderEnd >= 0 ? folderEnd : path.length;
  const all = Array.from({ length: last - at + 1 }, (_none, ahead) => at + ahead);
  return part === '**/' ? all.filter((end) => end === at || path[end - 1] === '/') : all;
}
