import { act, fireEvent, render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Audio, useAudio } from './use-audio.ts';

/** Takes all that it is given. */
class Media extends EventTarget {
  static isTypeSupported = () => true;
  endOfStream = () => undefined;
  addSourceBuffer() {
    const end = (buffer: EventTarget) => queueMicrotask(() => buffer.dispatchEvent(new Event('updateend')));
    return Object.assign(new EventTarget(), {
      appendBuffer(this: EventTarget) {
        end(this);
      },
    });
  }
}

let asked: string[];
let answer: () => void;
beforeEach(() => {
  asked = [];
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address);
    const headers = { 'content-type': 'audio/webm', 'content-length': '4' };
    return new Promise<Response>((resolve) => {
      answer = () => resolve(new Response('webm', { headers }));
    });
  });
  vi.stubGlobal('MediaSource', Media);
  vi.spyOn(URL, 'createObjectURL').mockImplementation((media) => {
    queueMicrotask(() => (media as unknown as Media).dispatchEvent(new Event('sourceopen')));
    return 'blob:whole';
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A recording without a length, as far as a browser has it: each source begins anew. */
function show(startMs: number | null = null) {
  let shown: Audio | undefined;
  const Page = () => {
    shown = useAudio('r', startMs);
    // biome-ignore lint/a11y/useMediaCaption: nobody listens
    return <audio ref={shown.ref} src="/plain" />;
  };
  render(<Page />);
  const audio = document.querySelector('audio') as HTMLAudioElement;
  Object.defineProperty(audio, 'duration', { value: Number.POSITIVE_INFINITY });
  audio.addEventListener('canplay', () => {
    audio.currentTime = 0;
    audio.playbackRate = audio.defaultPlaybackRate;
  });
  fireEvent(audio, new Event('loadedmetadata'));
  return { audio, use: (what: (player: Audio) => void) => act(() => what(shown as Audio)) };
}

const untilAsked = () => expect.poll(() => asked).toEqual(['/api/recordings/r/audio']);
async function untilSwapped(audio: HTMLAudioElement): Promise<void> {
  answer();
  await expect.poll(() => vi.mocked(URL.revokeObjectURL).mock.calls).toHaveLength(1);
  expect(audio.src).toBe('blob:whole');
}

describe('a recording in which a browser cannot seek', () => {
  it.each<[string, (player: Audio) => void]>([
    ['plays it', (player) => player.toggle()],
    ['goes to a moment', (player) => player.seek(3)],
  ])('is fetched whole when somebody %s, and not before', async (_, listen) => {
    const { use } = show();
    expect(asked).toEqual([]);
    use(listen);
    await untilAsked();
  });

  it('goes on from where the listener went although it could not follow, as fast as before', async () => {
    const { audio, use } = show();
    use((player) => player.setRate(1.5));
    use((player) => player.seek(30));
    await untilAsked();
    audio.currentTime = 2;
    await untilSwapped(audio);
    expect(audio.currentTime).toBe(30);
    expect(audio.playbackRate).toBe(1.5);
  });

  it('throws nobody back who went somewhere and heard on from there', async () => {
    const { audio, use } = show();
    use((player) => player.seek(30));
    fireEvent(audio, new Event('seeked'));
    await untilAsked();
    audio.currentTime = 34;
    await untilSwapped(audio);
    expect(audio.currentTime).toBe(34);
  });

  it('is not called unplayable while it is on its way', async () => {
    const { audio, use } = show();
    use((player) => player.seek(30));
    await untilAsked();
    fireEvent(audio, new Event('error'));
    use((player) => expect(player.isBroken).toBe(false));
    await untilSwapped(audio);
  });
});
