import { createInterface } from 'node:readline/promises';

/** What a person at the terminal answers; null for nothing, or where there is no terminal. Ends with the signal. */
export async function readAnswer(question: string, signal: AbortSignal): Promise<string | null> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return null;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // In raw mode Ctrl-C is a key like any other.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    const text = (await lines.question(question, { signal })).trim();
    return text === '' ? null : text;
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  } finally {
    lines.close();
  }
}
