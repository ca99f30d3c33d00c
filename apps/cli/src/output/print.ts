export const printLine = (text = ''): void => void process.stdout.write(`${text}\n`);
export const printError = (text: string): void => void process.stderr.write(`${text}\n`);

/** One JSON document on standard output. */
export const printJson = (value: unknown): void => printLine(JSON.stringify(value, null, 2));
