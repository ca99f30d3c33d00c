import type { Recording } from '@overmind/domain/terminals/recording';

/** What a recording is played on. */
export interface PlaybackScreen {
  reset(): void;
  resize(cols: number, rows: number): void;
  write(text: string): void;
}

export interface PlaybackState {
  positionMs: number;
  isPlaying: boolean;
}

const frameMs = 40;
/** So much of what was shown before a place is drawn at once; what came earlier has scrolled away. */
const mostDrawn = 4 * 1024 * 1024;

/** Plays a recording on a screen, at any speed, from any place. */
export class Playback implements Disposable {
  readonly #recording: Recording;
  readonly #screen: PlaybackScreen;
  readonly #onChange: (state: PlaybackState) => void;
  #positionMs = 0;
  /** The first event that was not drawn yet. */
  #next = 0;
  #speed = 1;
  #timer: ReturnType<typeof setInterval> | null = null;
  #tickedAt = 0;

  constructor(recording: Recording, screen: PlaybackScreen, onChange: (state: PlaybackState) => void) {
    this.#recording = recording;
    this.#screen = screen;
    this.#onChange = onChange;
  }

  get isPlaying(): boolean {
    return this.#timer !== null;
  }

  /** From the start again where it has come to its end. */
  play(): void {
    if (this.isPlaying) return;
    if (this.#positionMs >= this.#recording.durationMs) this.seek(0);
    this.#tickedAt = performance.now();
    this.#timer = setInterval(() => this.#tick(), frameMs);
    this.#tell();
  }

  pause(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#tell();
  }

  setSpeed(speed: number): void {
    this.#speed = speed;
  }

  seek(positionMs: number): void {
    const to = Math.min(Math.max(0, positionMs), this.#recording.durationMs);
    if (to < this.#positionMs) {
      this.#screen.reset();
      this.#screen.resize(this.#recording.cols, this.#recording.rows);
      this.#next = 0;
    }
    this.#positionMs = to;
    this.#draw();
    this.#tell();
  }

  [Symbol.dispose](): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #tick(): void {
    const now = performance.now();
    const passed = (now - this.#tickedAt) * this.#speed;
    this.#tickedAt = now;
    this.seek(this.#positionMs + passed);
    if (this.#positionMs >= this.#recording.durationMs) this.pause();
  }

  /** All events up to the position: one piece of text between two changes of size. */
  #draw(): void {
    const { events } = this.#recording;
    let parts: string[] = [];
    const flush = (): void => {
      if (parts.length > 0) this.#screen.write(parts.join('').slice(-mostDrawn));
      parts = [];
    };
    for (let event = events[this.#next]; event !== undefined; event = events[this.#next]) {
      if (event.atMs > this.#positionMs) break;
      if (event.kind === 'output') parts.push(event.text);
      else {
        flush();
        this.#screen.resize(event.cols, event.rows);
      }
      this.#next += 1;
    }
    flush();
  }

  #tell(): void {
    this.#onChange({ positionMs: this.#positionMs, isPlaying: this.isPlaying });
  }
}
