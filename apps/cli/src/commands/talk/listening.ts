import type { Client } from '@overmind/client/http';
import type { FinalWords, VoiceFailure } from '@overmind/client/voice/voice-ends';
import type { DialVoice } from '@overmind/client/voice/wire';
import type { Message } from '@overmind/contracts/entities/conversation';
import { getMessage } from '@overmind/contracts/routes/talk';
import type { ProjectFeed } from '../../api/project-feed.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { printError, printLine } from '../../output/print.ts';
import { plainText } from '../../output/table.ts';
import type { Interrupt } from '../../terminal/interrupt.ts';
import type { ListenScreen } from '../../voice/hearing/listen-screen.ts';
import { speakTurn, type TurnEnd } from '../../voice/hearing/turn.ts';
import type { Aloud } from './aloud.ts';
import { renderReply } from './choices.ts';
import type { Meanwhile } from './meanwhile.ts';
import { awaitReplies, type Said } from './said.ts';
import type { TurnSource, Turns } from './turns.ts';

const nothingHeard = 'No words were heard. Speak a little louder or nearer to the microphone, and try again.';
const lineGone = 'The connection did not come back.';
const kept = 'What was said is kept under Recordings.';

const cut = 'The end of what was said did not reach the server.';

function notSaid({ detail, recordingId, text }: VoiceFailure): Failure {
  const heard = text === '' ? [] : [`Heard: "${plainText(text)}".`];
  const why = detail ?? (recordingId === null ? lineGone : `${lineGone} ${kept}`);
  return new Failure([why, ...heard].join(' '));
}

interface ListeningParts {
  client: Client;
  feed: ProjectFeed;
  dial: DialVoice;
  language: string | null;
  screen: ListenScreen;
  aloud: Aloud;
  interrupt: Interrupt;
  isJson: boolean;
  meanwhile: Meanwhile;
}

/** A conversation that is spoken from this side. */
export class Listening {
  readonly #parts: ListeningParts;

  constructor(parts: ListeningParts) {
    this.#parts = parts;
  }

  /** Says one turn after the other, for as long as it goes on. */
  async run(turns: Turns): Promise<void> {
    const { interrupt } = this.#parts;
    while (!interrupt.signal.aborted && (await this.#converse(turns)));
  }

  /** Whether another turn follows. */
  async #converse(turns: Turns): Promise<boolean> {
    if (turns.isHandsFree && !(await this.#tellNews())) return false;
    const source = await this.#nextOf(turns);
    if (source === 'woken') return true;
    if (source === null) return false;
    const final = this.#finalOf(await this.#speak(source));
    if (final === null) return turns.isHandsFree;
    const said = await this.#understand(final, turns.isHandsFree);
    if (said === null) return turns.isHandsFree;
    const goesOn = await this.#tell('reply', said.replies);
    if (said.replies.some(({ links }) => links.silence === 'microphone')) return false;
    return goesOn && (turns.isHandsFree || said.replies.some((reply) => reply.requires_user_response));
  }

  /** What comes while nobody speaks ends the waiting for a voice: it is told first. */
  async #nextOf(turns: Turns): Promise<TurnSource | 'woken' | null> {
    const wake = new AbortController();
    if (turns.isHandsFree) void this.#parts.meanwhile.arrival().then((isThere) => isThere && wake.abort());
    const source = await turns.next(wake.signal);
    if (source === 'woken') this.#parts.screen.clear();
    return source;
  }

  async #tellNews(): Promise<boolean> {
    const news = this.#parts.meanwhile.take();
    return news.length === 0 || this.#tell('news', news);
  }

  async #speak(source: TurnSource): Promise<TurnEnd> {
    const { dial, language, screen, interrupt } = this.#parts;
    try {
      return await speakTurn({ ...source, dial, language, screen, cancel: interrupt.signal });
    } finally {
      screen.clear();
      await source.close();
      const lost = source.lost();
      if (lost !== null) printError(lost);
    }
  }

  /** Null where it was taken back. Throws where the turn did not come through. */
  #finalOf(end: TurnEnd): FinalWords | null {
    const { interrupt, screen } = this.#parts;
    if (end.kind === 'canceled') {
      if (interrupt.signal.aborted) screen.takenBack();
      return null;
    }
    if (end.kind === 'failed') throw notSaid(end.failure);
    if (end.isCut) printError(cut);
    return end.final;
  }

  /** Null where there is nothing to be answered. */
  async #understand(final: FinalWords, isHandsFree: boolean): Promise<Said | null> {
    const { client, feed, interrupt, isJson, meanwhile } = this.#parts;
    const { text, message_id: id, recording_id } = final;
    if (isJson) printLine(JSON.stringify({ type: 'final', text, recording_id, message_id: id }));
    else if (text !== '') printLine(plainText(text));
    if (id === null) {
      if (!isHandsFree) process.exitCode = exitCodes.failed;
      if (!isJson) printError(text === '' ? nothingHeard : kept);
      return null;
    }
    const message = await client.call(getMessage, { params: { id } });
    const said = await Promise.race([awaitReplies(client, feed, message), interrupt.asked]);
    if (said === 'interrupted') return null;
    meanwhile.note(message, said.replies);
    return said;
  }

  /** False where the person stopped it. */
  async #tell(type: 'reply' | 'news', messages: readonly Message[]): Promise<boolean> {
    const { isJson, aloud } = this.#parts;
    for (const message of messages)
      printLine(isJson ? JSON.stringify({ type, message }) : renderReply(message));
    return aloud.say(messages);
  }
}
