import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { playOnce } from './play-once.ts';

/** A browser's context as far as playing goes; what it plays ends only when `end` is called. */
function openContext(state: AudioContextState | 'interrupted') {
  const source = Object.assign(new EventTarget(), {
    buffer: null,
    isOn: false,
    connect: () => undefined,
    disconnect: () => undefined,
    start: () => {
      source.isOn = true;
    },
    stop: () => {
      source.isOn = false;
    },
  });
  const context = Object.assign(new EventTarget(), {
    state,
    resume: () => {
      context.state = 'running';
      return Promise.resolve();
    },
    decodeAudioData: () => Promise.resolve({}),
    createBufferSource: () => source,
  });
  const end = () => source.dispatchEvent(new Event('ended'));
  const change = (next: AudioContextState | 'interrupted') => {
    context.state = next;
    context.dispatchEvent(new Event('statechange'));
  };
  return { context: context as unknown as AudioContext, source, end, change };
}

describe('playOnce', () => {
  it('wakes what the system has put to sleep, and is over when it was heard', async () => {
    const { context, source, end } = openContext('interrupted');
    const playing = playOnce(context, new ArrayBuffer(2), new AbortController().signal);
    await expect.poll(() => source.isOn).toBe(true);
    expect(context.state).toBe('running');
    end();
    await playing;
  });

  it('is over at once when it is stopped, though a sleeping context tells of no end', async () => {
    const { context, source } = openContext('running');
    const stopper = new AbortController();
    const playing = playOnce(context, new ArrayBuffer(2), stopper.signal);
    await expect.poll(() => source.isOn).toBe(true);
    stopper.abort();
    await playing;
    expect(source.isOn).toBe(false);
  });

  it('is over when the system puts the context to sleep in the middle, which then tells of no end', async () => {
    const { context, source, change } = openContext('running');
    const playing = playOnce(context, new ArrayBuffer(2), new AbortController().signal);
    await expect.poll(() => source.isOn).toBe(true);
    change('running');
    expect(source.isOn).toBe(true);
    change('interrupted');
    await playing;
    expect(source.isOn).toBe(false);
  });

  it('is over at once when it is stopped before a context that never wakes', async () => {
    const { context, source } = openContext('suspended');
    Object.assign(context, { resume: () => new Promise(() => {}) });
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const stopper = new AbortController();
    let isOver = false;
    const playing = playOnce(context, new ArrayBuffer(2), stopper.signal).then(() => {
      isOver = true;
    });
    stopper.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(isOver).toBe(true);
    await playing;
    expect(source.isOn).toBe(false);
  });
});
