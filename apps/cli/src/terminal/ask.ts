import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { exitCodes, Failure } from '../failure.ts';

function requireTerminal(): void {
  if (process.stdin.isTTY) return;
  throw new Failure('There is no terminal to ask at: give --email and --password-stdin.', exitCodes.usage);
}

/** Questions go to standard error, so that standard output stays clean. */
export async function ask(question: string): Promise<string> {
  requireTerminal();
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(question)).trim();
  } finally {
    lines.close();
  }
}

/** Without echo. */
export async function askSecret(question: string): Promise<string> {
  requireTerminal();
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  // In raw mode Ctrl-C is a key like any other.
  lines.on('SIGINT', () => process.exit(130));
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
