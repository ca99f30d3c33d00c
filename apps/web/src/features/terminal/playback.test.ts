import type { Recording } from '@overmind/domain/terminals/recording';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Playback, type PlaybackState } from './playback.ts';

const recording: Recording = {
  ...{ cols: 80, rows: 24, durationMs: 3_000 },
  events: [
    { atMs: 0, kind: 'output', text: 'a' },
    { atMs: 1_000, kind: 'output', text: 'b' },
    { atMs: 2_000, kind: 'resize', cols: 100, rows: 30 },
    { atMs: 3_000, kind: 'output', text: 'c' },
  ],
};

let shown: string;
let size: string;
let state: PlaybackState;
let playback: Playback;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  shown = '';
  size = '80x24';
  const screen = {
    reset: () => {
      shown = '';
    },
    resize: (cols: number, rows: number) => {
      size = `${cols}x${rows}`;
    },
    write: (text: string) => {
      shown += text;
    },
  };
  playback = new Playback(recording, screen, (next) => {
    state = next;
  });
});
afterEach(() => {
  playback[Symbol.dispose]();
  vi.useRealTimers();
});

describe('playing a recording', () => {
  it('shows what was shown, when it was, and stops at its end', () => {
    playback.play();
    vi.advanceTimersByTime(1_500);
    expect([shown, size, state.isPlaying]).toEqual(['ab', '80x24', true]);
    vi.advanceTimersByTime(2_000);
    expect([shown, size]).toEqual(['abc', '100x30']);
    expect(state).toEqual({ positionMs: 3_000, isPlaying: false });
  });

  it('begins anew when it is played again', () => {
    playback.seek(3_000);
    playback.play();
    expect([shown, size]).toEqual(['a', '80x24']);
  });

  it('stands still while it is paused, and goes on from there', () => {
    playback.play();
    vi.advanceTimersByTime(500);
    playback.pause();
    vi.advanceTimersByTime(60_000);
    expect([shown, state.isPlaying]).toEqual(['a', false]);
    playback.play();
    vi.advanceTimersByTime(600);
    expect(shown).toBe('ab');
  });

  it('goes to any place, forward and back', () => {
    playback.seek(2_500);
    expect([shown, size, state.positionMs]).toEqual(['ab', '100x30', 2_500]);
    playback.seek(500);
    expect([shown, size, state.positionMs]).toEqual(['a', '80x24', 500]);
    playback.seek(-5);
    expect(state.positionMs).toBe(0);
    playback.seek(99_000);
    expect([shown, state.positionMs]).toEqual(['abc', 3_000]);
  });

  it('plays faster', () => {
    playback.setSpeed(8);
    playback.play();
    vi.advanceTimersByTime(400);
    expect(state).toEqual({ positionMs: 3_000, isPlaying: false });
  });
});
