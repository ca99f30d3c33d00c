import { z } from 'zod';

const Header = z.object({ version: z.literal(2), width: z.number(), height: z.number() });
const Line = z.tuple([z.number(), z.string(), z.string()]);

/** Something that a terminal did, at a time since its start. */
export type RecordedEvent = { atMs: number } & (
  | { kind: 'output'; text: string }
  | { kind: 'resize'; cols: number; rows: number }
);

export interface Recording {
  cols: number;
  rows: number;
  durationMs: number;
  events: readonly RecordedEvent[];
}

/** Nobody wants to watch a person think: a longer pause is played as one of this length. */
const longestPauseMs = 2_000;

/** Reads an asciicast of version 2; null where it is none. A last line that was cut off is left out. */
export function readRecording(text: string): Recording | null {
  const [first = '', ...lines] = text.split('\n');
  const header = Header.safeParse(parseJson(first)).data;
  if (header === undefined) return null;
  const events: RecordedEvent[] = [];
  let lastS = 0;
  let atMs = 0;
  for (const line of lines) {
    const [seconds, kind, data] = Line.safeParse(parseJson(line)).data ?? [];
    if (seconds === undefined || data === undefined) continue;
    atMs += Math.min(Math.max(0, seconds - lastS) * 1_000, longestPauseMs);
    lastS = seconds;
    const size = /^(\d{1,4})x(\d{1,4})$/.exec(data);
    if (kind === 'o') events.push({ atMs, kind: 'output', text: data });
    else if (kind === 'r' && size !== null)
      events.push({ atMs, kind: 'resize', cols: Number(size[1]), rows: Number(size[2]) });
  }
  return { cols: header.width, rows: header.height, durationMs: atMs, events };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
