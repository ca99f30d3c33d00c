import type { Message } from '@overmind/contracts/entities/conversation';
import type { Session } from '../../api/session.ts';
import { exitCodes, toFailure } from '../../failure.ts';
import { printError } from '../../output/print.ts';
import { Interrupt } from '../../terminal/interrupt.ts';
import { openLoudspeaker } from '../../voice/speaking/loudspeaker.ts';
import { type SayAloud, type SpokenSink, sayAloud } from '../../voice/speaking/say-aloud.ts';
import { openSoundOut } from '../../voice/speaking/sound-out.ts';
import { allWords, earWords } from './ear-words.ts';

export interface AloudOptions {
  aloud?: boolean;
  out?: string;
  voice?: string;
}

/** Says answers aloud, or into a file. Their text is printed by others first, whatever becomes of their sound. */
export interface Aloud extends AsyncDisposable {
  /** False where the person stopped it. */
  say(replies: readonly Message[]): Promise<boolean>;
  /** A file is there after it, with what was said until then. Disposing does the same. */
  end(): Promise<void>;
}

const quiet: Aloud = {
  say: async () => true,
  end: async () => undefined,
  [Symbol.asyncDispose]: async () => undefined,
};

export const isAloud = ({ aloud, out }: AloudOptions): boolean => aloud === true || out !== undefined;

export function openAloud(
  { client }: Pick<Session, 'client'>,
  projectId: string,
  options: AloudOptions,
): Aloud {
  if (!isAloud(options)) return quiet;
  const { out = null, voice = null } = options;
  return new AloudVoice({ client, projectId, voice }, out);
}

class AloudVoice implements Aloud {
  readonly #by: SayAloud;
  readonly #out: string | null;
  #sink: SpokenSink | null = null;
  #isOver = false;

  constructor(by: SayAloud, out: string | null) {
    this.#by = by;
    this.#out = out;
  }

  async say(replies: readonly Message[]): Promise<boolean> {
    if (this.#isOver) return true;
    using interrupt = new Interrupt();
    const { signal } = interrupt;
    await this.#attempt(async () => {
      this.#sink ??= this.#out === null ? await openLoudspeaker() : openSoundOut(this.#out);
      const wordsOf = this.#out === null ? earWords : allWords;
      for (const reply of replies.filter(({ links }) => links.silence === undefined))
        await sayAloud(wordsOf(reply), this.#by, this.#sink, signal);
    });
    if (!signal.aborted) return true;
    interrupt.leave();
    await this.#drop();
    return false;
  }

  async end(): Promise<void> {
    if (!this.#isOver) await this.#attempt(async () => this.#sink?.end());
    this.#isOver = true;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }

  async #drop(): Promise<void> {
    this.#isOver = true;
    await this.#sink?.discard();
  }

  async #attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      await this.#drop();
      printError(`The answer was not said aloud. ${toFailure(error).message}`);
      process.exitCode = exitCodes.failed;
    }
  }
}
