import type { TranscriptChange, TranscriptEntry } from '@overmind/contracts/entities/transcript';
import { describe, expect, it } from 'vitest';
import { TranscriptLog } from './transcript-log.ts';

const call = (status: 'in_progress' | 'completed', second: number): TranscriptEntry => ({
  ...{
    kind: 'tool_call',
    id: 'c',
    at: `2026-01-16T16:10:0${second}.000Z`,
    title: 'Read',
    tool: 'read',
    status,
  },
  ...{ locations: [], input: '', output: '', diffs: [] },
});
const put = (seq: number, entry: TranscriptEntry): TranscriptChange => ({ seq, step: { op: 'put', entry } });

function logWithFrames() {
  const frames: (() => void)[] = [];
  return { log: new TranscriptLog((notify) => frames.push(notify)), frames };
}

describe('TranscriptLog', () => {
  it('tells its listeners once for many changes in a frame, with all of them', () => {
    const { log, frames } = logWithFrames();
    let heard = 0;
    log.subscribe(() => (heard += 1));
    log.put([put(1, call('in_progress', 1))]);
    log.put([put(2, call('completed', 3))]);
    expect(log.entries()).toEqual([]);
    expect(frames).toHaveLength(1);
    frames[0]?.();
    expect(heard).toBe(1);
    expect(log.entries()).toEqual([call('completed', 3)]);
  });

  it('says how long a tool call took once it is over', () => {
    const { log } = logWithFrames();
    log.put([put(1, call('in_progress', 1))]);
    expect(log.tookMs('c')).toBeNull();
    log.put([put(2, call('completed', 3))]);
    expect(log.tookMs('c')).toBe(2_000);
    expect(log.tookMs('unknown')).toBeNull();
  });

  it('takes nothing beyond a gap and says where it stands', () => {
    const { log, frames } = logWithFrames();
    log.put([put(2, call('completed', 3))]);
    expect(log.seq).toBe(0);
    expect(frames).toHaveLength(0);
  });
});
