import { stripVTControlCharacters } from 'node:util';
import { visibleWords } from '@overmind/domain/text/make-visible';

const widthOf = (cell: string): number => stripVTControlCharacters(cell).length;

/** Columns side by side, two spaces apart; cells may hold colours. */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
    });
  }
  const pad = (cell: string, column: number): string =>
    cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell));
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

/** Text of others with nothing in it that could steer a terminal, hide or reorder text; lines stay. */
export const plainText = (text: string): string =>
  visibleWords(stripVTControlCharacters(text).replace(/[^\P{Cc}\n\t]/gu, ''));

/**
 * Text of others in one line of at most `max` characters, with nothing in it that could steer a terminal, hide or reorder
 * text.
 */
export function oneLine(text: string, max = 60): string {
  const line = stripVTControlCharacters(text)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  const plain = visibleWords(line);
  return plain.length <= max ? plain : `${plain.slice(0, max - 1)}…`;
}
