import { beforeEach, describe, expect, it, vi } from 'vitest';

const ends = { onAudio: () => undefined, onLevel: () => undefined, onLost: () => undefined };
const choice = { deviceId: null, hasHeadphones: false };
const stream = { getAudioTracks: () => [], getTracks: () => [] };

class Recorder extends EventTarget {
  static isTypeSupported = () => true;
  state = 'inactive';
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

describe('a microphone whose audio thread the system puts to sleep', () => {
  /** The one context that is opened, and the only track of the stream. */
  async function openOne({ wakes }: { wakes: boolean }) {
    const contexts: EventTarget[] = [];
    const Context = class extends EventTarget {
      state = 'running';
      audioWorklet = { addModule: () => Promise.resolve() };
      destination = {};
      constructor() {
        super();
        contexts.push(this);
      }
      resume = () => {
        if (wakes) this.state = 'running';
        return wakes ? Promise.resolve() : new Promise(() => {});
      };
      close = () => Promise.resolve();
      createMediaStreamSource = () => ({ connect: () => undefined, disconnect: () => undefined });
    };
    vi.stubGlobal('AudioContext', Context);
    vi.stubGlobal(
      'AudioWorkletNode',
      class {
        port = { postMessage: () => undefined };
        connect = () => undefined;
        disconnect = () => undefined;
      },
    );
    const onLost = vi.fn();
    const { openMicrophone } = await openPage();
    const microphone = await openMicrophone(choice, { ...ends, onLost });
    const [context] = contexts;
    const fallAsleep = () => {
      Object.assign(context ?? {}, { state: 'interrupted' });
      context?.dispatchEvent(new Event('statechange'));
    };
    return { microphone, fallAsleep, onLost };
  }

  it('is lost where it does not wake, and goes on where it does', async () => {
    const { fallAsleep, onLost } = await openOne({ wakes: false });
    fallAsleep();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(onLost).toHaveBeenCalledTimes(1);
    const awake = await openOne({ wakes: true });
    awake.fallAsleep();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(awake.onLost).not.toHaveBeenCalled();
  });

  it('is not lost when it is turned off', async () => {
    const { microphone, fallAsleep, onLost } = await openOne({ wakes: false });
    void microphone.stop();
    fallAsleep();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(onLost).not.toHaveBeenCalled();
  });
});

describe('a microphone that is gone before it is heard', () => {
  it('says so', async () => {
    withContexts('running');
    vi.stubGlobal('AudioContext', undefined);
    const gone = { getAudioTracks: () => [{ readyState: 'ended' }], getTracks: () => [] };
    vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: () => Promise.resolve(gone) } });
    const { openMicrophone } = await openPage();
    await expect(openMicrophone(choice, ends)).rejects.toMatchObject({ problem: 'unplugged' });
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
