/** One line of the table. */
export interface Figure {
  what: string;
  /** As people read it. */
  value: string;
  /** As 15-performance sets it; empty where there is none. */
  goal: string;
  /** What else was measured in the same run, to compare with. */
  beside: string;
  /** The same in numbers, for programs. */
  data: Record<string, number>;
}

const columns = ['what', 'value', 'goal', 'beside'] as const;
const titles = { what: 'what', value: 'measured', goal: 'goal', beside: 'in the same run' };

/** A Markdown table, aligned for a terminal. */
export function toTable(figures: readonly Figure[]): string {
  const rows = [titles, ...figures].map((row) => columns.map((column) => row[column]));
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
