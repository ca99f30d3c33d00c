import { beforeEach, describe, expect, it, vi } from 'vitest';

const ends = { onAudio: () => undefined, onLevel: () => undefined, onLost: () => undefined };
const choice = { deviceId: null, hasHeadphones: false };
const stream = { getAudioTracks: () => [], getTracks: () => [] };

class Recorder extends EventTarget {
  static isTypeSupported = () => true;
  start = () => undefined;
}

/** The contexts that were opened, of a browser whose audio thread is in this state whatever it is asked. */
function withContexts(state: AudioContextState) {
  const contexts: { isClosed: boolean }[] = [];
  const Context = class {
    state = state;
    isClosed = false;
    audioWorklet = { addModule: () => Promise.resolve() };
    constructor() {
      contexts.push(this);
    }
    resume = () => new Promise(() => {});
    close = () => {
      this.isClosed = true;
      return Promise.resolve();
    };
    createMediaStreamSource = () => {
      throw new DOMException('It has no sound.', 'InvalidStateError');
    };
  };
  vi.stubGlobal('AudioContext', Context);
  vi.stubGlobal('AudioWorkletNode', class {});
  return contexts;
}

/** What the page remembers is forgotten. */
async function openPage() {
  vi.resetModules();
  return import('./microphone.ts');
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: () => Promise.resolve(stream) } });
  vi.stubGlobal('MediaRecorder', Recorder);
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

describe('a microphone where no audio thread starts', () => {
  it('is heard by the recorder, at once from the second press on', async () => {
    withContexts('suspended');
    const { openMicrophone, canListenPieceByPiece } = await openPage();
    const opened: string[] = [];
    const press = (name: string) => openMicrophone(choice, ends).then(() => opened.push(name));
    const first = press('first');
    await vi.advanceTimersByTimeAsync(1_900);
    expect(opened).toEqual([]);
    expect(canListenPieceByPiece()).toBe(true);
    await vi.advanceTimersByTimeAsync(200);
    expect(opened).toEqual(['first']);
    expect(canListenPieceByPiece()).toBe(false);
    const second = press('second');
    await vi.advanceTimersByTimeAsync(0);
    expect(opened).toEqual(['first', 'second']);
    await Promise.all([first, second]);
  });

  it('is waited for again where there is no recorder', async () => {
    vi.stubGlobal('MediaRecorder', undefined);
    Reflect.deleteProperty(globalThis, 'MediaRecorder');
    withContexts('suspended');
    const { openMicrophone, canListenPieceByPiece } = await openPage();
    const refused = expect(openMicrophone(choice, ends)).rejects.toMatchObject({ problem: 'broken' });
    await vi.advanceTimersByTimeAsync(2_000);
    await refused;
    expect(canListenPieceByPiece()).toBe(true);
  });
});

describe('a microphone whose sound cannot be led to the audio thread', () => {
  it('is heard by the recorder, and leaves no context open', async () => {
    const contexts = withContexts('running');
    const { openMicrophone, canListenPieceByPiece } = await openPage();
    const { format } = await openMicrophone(choice, ends);
    expect(format).toHaveProperty('mime_type');
    expect(contexts[0]?.isClosed).toBe(true);
    expect(canListenPieceByPiece()).toBe(true);
  });
});
