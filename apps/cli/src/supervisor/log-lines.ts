import type { Colours } from '../terminal/colour.ts';

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

interface LogEntry {
  level: string;
  message: string;
  fields: Record<string, unknown>;
  stack: string | null;
}

const parseJson = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return null; // Cut off, or of some other program.
  }
};

/** pino counts its levels in tens: 10 is trace. */
const levelOf = (level: unknown): string | undefined =>
  typeof level === 'number'
    ? levels[Math.round(level / 10) - 1]
    : typeof level === 'string'
      ? level
      : undefined;

/** A JSON line of the server (pino) or the runner; null for anything else. */
function parseEntry(line: string): LogEntry | null {
  const parsed = line.startsWith('{') ? parseJson(line) : null;
  if (typeof parsed !== 'object' || parsed === null) return null;
  const known = parsed as Record<string, unknown>;
  const { time: _time, pid: _pid, hostname: _host, level, msg, message = msg, err, ...fields } = known;
  const name = levelOf(level);
  if (name === undefined || typeof message !== 'string') return null;
  const error = (typeof err === 'object' ? err : null) as { message?: unknown; stack?: unknown } | null;
  return {
    level: name,
    message,
    fields: error === null ? fields : { ...fields, error: error.message },
    stack: typeof error?.stack === 'string' ? error.stack : null,
  };
}

const rank = (level: string): number => levels.indexOf(level as (typeof levels)[number]);

export interface ChildLine {
  name: string;
  line: string;
  minLevel: string;
  /** Before it has started, whatever is no log entry is a sentence that says why it cannot. */
  hasStarted: boolean;
}

/** A line of a child as the person sees it; null when it says less than `minLevel`. */
export function formatChildLine(
  { name, line, minLevel, hasStarted }: ChildLine,
  colours: Colours,
): string | null {
  const entry = parseEntry(line);
  const prefix = colours.dim(`${name} │ `);
  if (entry === null) return hasStarted ? prefix + line : line;
  if (rank(entry.level) < rank(minLevel)) return null;
  const isError = rank(entry.level) >= rank('error');
  const fields = Object.keys(entry.fields).length === 0 ? '' : ` ${JSON.stringify(entry.fields)}`;
  const stack = isError && entry.stack !== null ? `\n${entry.stack}` : '';
  const level = isError ? colours.red(entry.level) : entry.level;
  return `${level}: ${entry.message}${colours.dim(fields + stack)}`
    .split('\n')
    .map((text) => prefix + text)
    .join('\n');
}
