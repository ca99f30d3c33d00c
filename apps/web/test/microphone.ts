import { vi } from 'vitest';

/** The browser's recorder, which gives a byte whenever it is asked for one. */
export class Recorder extends EventTarget {
  static open: Recorder | null = null;
  static isTypeSupported = (type: string) => type.startsWith('audio/webm');
  state = 'inactive';
  start() {
    this.state = 'recording';
    Recorder.open = this;
  }
  give(value: number) {
    this.dispatchEvent(Object.assign(new Event('dataavailable'), { data: new Blob([Uint8Array.of(value)]) }));
  }
  stop() {
    this.state = 'inactive';
    Recorder.open = null;
    this.dispatchEvent(new Event('stop'));
  }
}

/** Gives the page a microphone, as there is none where tests run; `vi.unstubAllGlobals` takes its recorder away. */
export function plugInMicrophone() {
  const microphone: { wanted: MediaStreamConstraints[]; refusal: DOMException | null } = {
    wanted: [],
    refusal: null,
  };
  const track = {
    stop: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  };
  const getUserMedia = (constraints: MediaStreamConstraints) => {
    microphone.wanted.push(constraints);
    if (microphone.refusal !== null) return Promise.reject(microphone.refusal);
    return Promise.resolve({ getTracks: () => [track], getAudioTracks: () => [track] });
  };
  vi.stubGlobal('MediaRecorder', Recorder);
  Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: { getUserMedia } });
  return microphone;
}
