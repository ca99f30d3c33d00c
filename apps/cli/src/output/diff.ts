import type { Colours } from '../terminal/colour.ts';
import { plainText } from './table.ts';

function paint(line: string, colours: Colours): string {
  if (/^(\+\+\+|---) /.test(line)) return colours.bold(line);
  if (line.startsWith('@@')) return colours.cyan(line);
  if (line.startsWith('+')) return colours.green(line);
  if (line.startsWith('-')) return colours.red(line);
  return line;
}

/** A unified diff in its usual colours. */
export const renderDiff = (patch: string, colours: Colours): string =>
  plainText(patch)
    .trimEnd()
    .split('\n')
    .map((line) => paint(line, colours))
    .join('\n');
