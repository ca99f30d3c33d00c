/** A task that is being worked on or reviewed, with the paths it is expected to touch. */
interface Touching {
  key: string;
  files: readonly string[];
}

/**
 * For each task the keys of the others that touch the same file, or a file in a folder that both name. Linear in
 * the number of paths and their depth, save for what does overlap.
 */
export function findOverlaps(tasks: readonly Touching[]): Map<string, string[]> {
  const naming = new Map<string, Set<string>>();
  for (const task of tasks) for (const path of task.files) add(naming, normalize(path), task.key);
  const overlaps = new Map<string, Set<string>>();
  for (const [path, keys] of naming) {
    for (const folder of withFolders(path)) {
      for (const one of naming.get(folder) ?? []) {
        for (const other of keys) {
          if (one === other) continue;
          add(overlaps, one, other);
          add(overlaps, other, one);
        }
      }
    }
  }
  return new Map(tasks.map(({ key }) => [key, [...(overlaps.get(key) ?? [])].sort(byNumber)]));
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key) ?? new Set();
  map.set(key, values);
  values.add(value);
}

/** `./src/api/*.ts` is the folder `src/api`: what a pattern matches is not known here. */
function normalize(path: string): string {
  const segments = path.split(/[\\/]+/).filter((segment) => segment !== '' && segment !== '.');
  const wild = segments.findIndex((segment) => /[*?[{]/.test(segment));
  return (wild < 0 ? segments : segments.slice(0, wild)).join('/');
}

/** The path itself and each folder above it, but not the root, which everything lies in. */
function withFolders(path: string): string[] {
  const segments = path.split('/');
  return segments.map((_, index) => segments.slice(0, index + 1).join('/')).filter((each) => each !== '');
}

const byNumber = (one: string, other: string): number => one.localeCompare(other, 'en', { numeric: true });
