/** Whether a path matches a glob of `*`, `**`, `?` and `{a,b}`; a glob without a slash looks at any folder. */
export function matchesGlob(path: string, glob: string): boolean {
  const anchored = glob.includes('/') ? glob.replace(/^\.?\//, '') : `**/${glob}`;
  const parts = anchored.match(/\*\*\/|\*\*|\*|\?|\{|\}|,|[^*?{},]+/g) ?? [];
  const pattern = parts.map((part) => wildcards.get(part) ?? literal(part)).join('');
  try {
    return new RegExp(`^${pattern}$`, 'i').test(path.replace(/^\.?\//, ''));
  } catch {
    // An unbalanced brace: the glob names no file.
    return false;
  }
}

const wildcards: ReadonlyMap<string, string> = new Map([
  ['**/', '(?:[^/]+/)*'],
  ['**', '.*'],
  ['*', '[^/]*'],
  ['?', '[^/]'],
  ['{', '(?:'],
  ['}', ')'],
  [',', '|'],
]);

function literal(text: string): string {
  return text.replace(/[.+^$()|[\]\\]/g, '\\$&');
}
