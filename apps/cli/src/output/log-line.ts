import type { WriteStream } from 'node:tty';
import { stripVTControlCharacters } from 'node:util';
import type { LogLine } from '@overmind/contracts/entities/run';
import { coloursFor } from '../terminal/colour.ts';
import { plainText } from './table.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const colourSequence = /(\u001b\[[\d;:]*m)/;

/**
 * Colours stay on a terminal. Every other sequence goes: an agent's output must not move the cursor, set the
 * title or fill the clipboard of who looks at it.
 */
export function formatLogLine(
  line: Pick<LogLine, 'stream' | 'message'>,
  output: Pick<WriteStream, 'isTTY'>,
  env: NodeJS.ProcessEnv = process.env,
): string {
  const colours = coloursFor(output, env);
  const hasColours = output.isTTY === true && !env['NO_COLOR'];
  if (!hasColours) return plainText(line.message);
  const parts = line.message.split(colourSequence);
  const kept = parts.map((part, index) =>
    index % 2 === 1 ? part : plainText(stripVTControlCharacters(part)),
  );
  const text = kept.length > 1 ? `${kept.join('')}\u001b[0m` : kept.join('');
  return line.stream === 'system' ? colours.dim(text) : text;
}
