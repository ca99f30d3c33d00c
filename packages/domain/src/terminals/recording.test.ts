import { describe, expect, it } from 'vitest';
import { readRecording } from './recording.ts';

const header = '{"version":2,"width":80,"height":24,"timestamp":1760000000}';

describe('a recording', () => {
  it('is read from its lines, with its size and how long it takes', () => {
    const text = [header, '[0.5,"o","a"]', '[1,"r","100x30"]', '[1.25,"o","b"]', ''].join('\n');
    expect(readRecording(text)).toEqual({
      ...{ cols: 80, rows: 24, durationMs: 1_250 },
      events: [
        { atMs: 500, kind: 'output', text: 'a' },
        { atMs: 1_000, kind: 'resize', cols: 100, rows: 30 },
        { atMs: 1_250, kind: 'output', text: 'b' },
      ],
    });
  });

  it('is played without the time in which nothing happened', () => {
    expect(readRecording(`${header}\n[1,"o","a"]\n[3601,"o","b"]\n`)?.durationMs).toBe(3_000);
  });

  it('is read up to where it was cut off', () => {
    expect(readRecording(`${header}\n[1,"o","a"]\n[2,"o","b`)?.events).toHaveLength(1);
  });

  it.each(['', 'not a recording', '{"version":1,"width":80,"height":24}', '{"version":2}'])(
    'is none where its first line is not that of one: %s',
    (text) => expect(readRecording(text)).toBeNull(),
  );
});
