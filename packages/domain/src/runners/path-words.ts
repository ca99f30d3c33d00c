const mostWords = 120;
const mostPhrases = 80;
const longestPart = 60;

/** In so many repositories that they say nothing of one. */
const everywhere = new Set([
  ...['apps', 'assets', 'build', 'changelog', 'common', 'components', 'config', 'dist', 'docs', 'example'],
  ...['examples', 'fixtures', 'github', 'helpers', 'index', 'init', 'internal', 'json', 'libs', 'license'],
  ...['lock', 'main', 'makefile', 'node', 'package', 'packages', 'public', 'readme', 'resources', 'scripts'],
  ...['spec', 'specs', 'static', 'test', 'tests', 'tsconfig', 'types', 'utils', 'vendor', 'modules'],
]);

/** The words that a name of a file or folder is made of: `CheckoutForm.test.tsx` is checkout, form. */
function wordsOfName(name: string): string[] {
  const stem = name.replace(/^\.+/, '').split('.')[0] ?? '';
  if (stem.length > longestPart) return [];
  return stem
    .replace(/(\p{Ll}|\p{N})(?=\p{Lu})/gu, '$1 ')
    .replace(/(\p{Lu})(?=\p{Lu}\p{Ll})/gu, '$1 ')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1);
}

function count(counts: Map<string, number>, words: Iterable<string>): void {
  for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
}

const mostFrequent = (counts: Map<string, number>, most: number): string[] =>
  [...counts]
    .sort(([one, often], [other, seldom]) => seldom - often || (one < other ? -1 : 1))
    .slice(0, most)
    .map(([word]) => word);

const isTelling = (word: string): boolean => word.length >= 4 && !everywhere.has(word);

/**
 * What people call the parts of a repository when they speak of them, by its paths: words of file and folder names, and
 * names of several words as they are said ("checkout form"). Those of the most files come first; at most 200.
 */
export function wordsOfPaths(paths: Iterable<string>): string[] {
  const [words, phrases] = [new Map<string, number>(), new Map<string, number>()];
  for (const path of paths) {
    const names = path.split('/').map(wordsOfName);
    count(words, names.flat().filter(isTelling));
    const several = names.filter((name) => name.length > 1 && name.length < 4 && name.some(isTelling));
    count(
      phrases,
      several.map((name) => name.join(' ')),
    );
  }
  return [...mostFrequent(words, mostWords), ...mostFrequent(phrases, mostPhrases)];
}
