import type { CaptureFormat, MicrophoneEnds } from '../capture/capture.ts';
import type { Microphone, OpenMicrophone } from '../capture/microphone.ts';

interface MicrophoneSwitchParts extends MicrophoneEnds {
  openMicrophone: OpenMicrophone;
  deviceId: () => string | null;
}

/** Turns the microphone on and off. A press that is taken back while a browser still asks never leaves it on. */
export class MicrophoneSwitch {
  readonly #parts: MicrophoneSwitchParts;
  #microphone: Microphone | null = null;
  #opening = 0;
  #stopping: Promise<void> = Promise.resolve();

  constructor(parts: MicrophoneSwitchParts) {
    this.#parts = parts;
  }

  get format(): CaptureFormat | null {
    return this.#microphone?.format ?? null;
  }

  /** False where it was turned off again meanwhile. Rejects with `MicrophoneError`. */
  async turnOn(): Promise<boolean> {
    const opening = ++this.#opening;
    const isMeant = () => opening === this.#opening;
    // What the last turn still hands over belongs to it, not to the next.
    await this.#stopping;
    if (!isMeant()) return false;
    const { openMicrophone, deviceId, onAudio, onLevel, onLost } = this.#parts;
    const ends = { onAudio, onLevel, onLost: () => isMeant() && onLost() };
    const microphone = await openMicrophone(deviceId(), ends).catch((error: unknown) => {
      if (isMeant()) throw error;
      return null;
    });
    if (microphone === null) return false;
    if (isMeant()) this.#microphone = microphone;
    else void microphone.stop();
    return isMeant();
  }

  /** Off at once; resolves when the last of what it heard was handed over. */
  turnOff(): Promise<void> {
    this.#opening += 1;
    const microphone = this.#microphone;
    this.#microphone = null;
    // One that cannot be ended in good order is off all the same.
    if (microphone !== null) this.#stopping = microphone.stop().catch(() => undefined);
    return this.#stopping;
  }
}
