import type { LogLine } from '@overmind/contracts/entities/run';
import { describe, expect, it } from 'vitest';
import { RunLog } from './run-log.ts';

const lines = (from: number, to: number): LogLine[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    seq: from + index,
    stream: 'stdout',
    message: `line ${from + index}`,
    created_at: '2026-01-16T16:10:00Z',
  }));

function logWith(...ranges: [number, number][]) {
  const frames: (() => void)[] = [];
  const log = new RunLog((notify) => frames.push(notify));
  for (const [from, to] of ranges) log.put(lines(from, to));
  return { log, frames };
}

describe('RunLog', () => {
  it('holds the end of a long log and knows what is missing before it', () => {
    const { log } = logWith([99_001, 100_000]);
    expect(log.lastSeq).toBe(100_000);
    expect(log.line(99_500)?.message).toBe('line 99500');
    expect(log.line(500)).toBeUndefined();
    expect(log.missingChunks(98_500, 99_100)).toEqual([98]);
    expect(log.missingChunks(99_001, 100_000)).toEqual([]);
  });

  it('finds the hole between a fetched end and later live lines', () => {
    const { log } = logWith([1, 10], [21, 30]);
    expect(log.missingChunks(1, 30)).toEqual([0]);
    log.put(lines(11, 20));
    expect(log.missingChunks(1, 30)).toEqual([]);
  });

  it('asks for nothing beyond the end', () => {
    expect(logWith([1, 1_000]).log.missingChunks(990, 2_500)).toEqual([]);
  });

  it('tells its listeners once for many changes in a frame', () => {
    const { log, frames } = logWith();
    let heard = 0;
    log.subscribe(() => (heard += 1));
    log.put(lines(1, 5));
    log.put(lines(6, 9));
    expect(frames).toHaveLength(1);
    frames[0]?.();
    expect(heard).toBe(1);
  });

  it('lets go of lines far from the view and from the end', () => {
    const { log } = logWith([1, 260_000]);
    expect(log.line(1)).toBeDefined();
    expect(log.line(130_000)).toBeUndefined();
    expect(log.line(260_000)).toBeDefined();
  });
});
