import type { CaptureFormat, MicrophoneChoice, MicrophoneEnds } from '../capture/capture.ts';
import type { Microphone, OpenMicrophone } from '../capture/microphone.ts';
import { SoleListener } from './sole-listener.ts';

interface MicrophoneSwitchParts extends MicrophoneEnds {
  openMicrophone: OpenMicrophone;
  /** Asked each time that it is turned on. */
  choice: () => MicrophoneChoice;
  /** Another window listens now in its place. */
  onTaken: () => void;
}

/** `called_off` where it was turned off again meanwhile, `elsewhere` where another window listens. */
type TurnedOn = 'on' | 'called_off' | 'elsewhere';

/** Turns the microphone on and off. A press that is taken back while a browser still asks never leaves it on. */
export class MicrophoneSwitch {
  readonly #parts: MicrophoneSwitchParts;
  readonly #listener = new SoleListener();
  #microphone: Microphone | null = null;
  #giveBack: () => void = () => undefined;
  #opening = 0;
  #stopping: Promise<void> = Promise.resolve();

  constructor(parts: MicrophoneSwitchParts) {
    this.#parts = parts;
  }

  get format(): CaptureFormat | null {
    return this.#microphone?.format ?? null;
  }

  /** Rejects with `MicrophoneError`. */
  async turnOn({ takesOver = false } = {}): Promise<TurnedOn> {
    const opening = ++this.#opening;
    const isMeant = () => opening === this.#opening;
    // What the last turn still hands over belongs to it, not to the next.
    await this.#stopping;
    if (!isMeant()) return 'called_off';
    const { openMicrophone, choice, onAudio, onLevel, onLost, onTaken } = this.#parts;
    const giveBack = await this.#listener.take({
      ...{ takesOver, isMeant },
      onTaken: () => isMeant() && onTaken(),
    });
    if (!isMeant()) {
      giveBack?.();
      return 'called_off';
    }
    if (giveBack === null) return 'elsewhere';
    this.#giveBack = giveBack;
    const ends = { onAudio, onLevel, onLost: () => isMeant() && onLost() };
    const microphone = await openMicrophone(choice(), ends).catch((error: unknown) => {
      if (isMeant()) throw error;
      return null;
    });
    if (microphone === null) return 'called_off';
    if (isMeant()) this.#microphone = microphone;
    else void microphone.stop();
    return isMeant() ? 'on' : 'called_off';
  }

  /** Off at once; resolves when the last of what it heard was handed over. */
  turnOff(): Promise<void> {
    this.#opening += 1;
    const microphone = this.#microphone;
    this.#microphone = null;
    this.#giveBack();
    // One that cannot be ended in good order is off all the same.
    if (microphone !== null) this.#stopping = microphone.stop().catch(() => undefined);
    return this.#stopping;
  }
}
