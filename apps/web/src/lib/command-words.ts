/** An argv as one would type it, for reading only: arguments with spaces are quoted. */
export const commandWords = (argv: readonly string[]): string =>
  argv.map((word) => (word === '' || /[\s"'\\]/.test(word) ? JSON.stringify(word) : word)).join(' ');

/** One argument as a shell takes it, to be pasted. */
export const shellWord = (word: string): string =>
  /^[\w./~@%+=:,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
