const key = /^([A-Z][A-Z0-9]{1,9})-\d+$/;
const extensions = 'ts|tsx|js|jsx|mjs|json|md|css|html|sql|sh|py|go|rs|java|yml|yaml|toml|txt|env';
const units = 'zero one two three four five six seven eight nine'.split(' ');
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/**
 * Writes what was said the way it is written here: "dem 42", "D E M forty two" and "Dem dash 42" as `DEM-42` where the
 * vocabulary knows a key of that project, "source slash auth dot ts" as a path, and words of the vocabulary with their
 * own capitals. Everything else stays as it is, so it may be applied to any text, and again to its own result.
 */
export function tidySpokenForms(text: string, vocabulary: readonly string[] = []): string {
  return withCapitals(withKeys(withPaths(text), vocabulary), vocabulary);
}

function withPaths(text: string): string {
  return text
    .replace(/(?<=[\w.]) (?:forward )?slash (?=\w)/gi, '/')
    .replace(new RegExp(`(?<=\\w) dot (?=(?:${extensions})\\b)`, 'gi'), '.');
}

function withKeys(text: string, vocabulary: readonly string[]): string {
  const projects = new Set(vocabulary.flatMap((phrase) => key.exec(phrase)?.[1] ?? []));
  let tidied = text;
  for (const project of projects) {
    const spelled = [...project].join('[ .-]*');
    const spoken = new RegExp(`\\b${spelled}\\.?(?: dash | minus | number |[ -]+)(${spokenNumber})\\b`, 'gi');
    tidied = tidied.replace(spoken, (_, number: string) => `${project}-${digitsOf(number)}`);
  }
  return tidied;
}

const spokenNumber = `\\d+|(?:${tens.join('|')})(?:[ -](?:${units.slice(1).join('|')}))?|${units.join('|')}`;

function digitsOf(number: string): string {
  const words = number.toLowerCase().split(/[ -]/);
  const value = words.reduce((sum, word) => sum + numberOf(word), 0);
  return String(value);
}

function numberOf(word: string): number {
  if (/^\d+$/.test(word)) return Number(word);
  return tens.includes(word) ? (tens.indexOf(word) + 2) * 10 : units.indexOf(word);
}

/** Only for words whose capitals say something: "PostgreSQL", not "Task". */
function withCapitals(text: string, vocabulary: readonly string[]): string {
  const own = vocabulary.filter((phrase) => /^\w*[a-z0-9]\w*[A-Z]\w*$|^[A-Z]{2,}\w*$/.test(phrase));
  const known = new Map(own.map((phrase) => [phrase.toLowerCase(), phrase]));
  return text.replace(/\w+/g, (word) => known.get(word.toLowerCase()) ?? word);
}
