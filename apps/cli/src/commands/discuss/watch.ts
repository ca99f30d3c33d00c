import type { DiscussionDetail, DiscussionMessage } from '@overmind/contracts/entities/discussion-room';
import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import { AppError } from '@overmind/contracts/errors';
import type { TransientFrame } from '@overmind/contracts/frames/client';
import {
  getDiscussion,
  listDiscussionMessages,
  sayInDiscussion,
  waiveQuestions,
} from '@overmind/contracts/routes/discussions';
import { ProjectFeed } from '../../api/project-feed.ts';
import type { Session } from '../../api/session.ts';
import { budgetLine } from '../../output/budget-line.ts';
import { printError, printLine } from '../../output/print.ts';
import { oneLine } from '../../output/table.ts';
import { type Colours, coloursFor } from '../../terminal/colour.ts';
import { Interrupt } from '../../terminal/interrupt.ts';
import { readAnswer } from './answer.ts';
import { renderMessage, renderStanding, shortId } from './render.ts';

const widest = 100;
const pageSize = 100;

/** What is said, as it is said; what goes on in between stands on one line of standard error. */
class Screen {
  readonly #names: ReadonlyMap<string, string>;
  readonly #shown = new Set<string>();
  readonly #isLive = process.stderr.isTTY === true;
  readonly #isJson: boolean;
  #words = '';
  #turn = 0;

  constructor({ speakers }: DiscussionDetail, isJson: boolean) {
    this.#isJson = isJson;
    this.#names = new Map(speakers.map(({ key, name }) => [key, name]));
  }

  message(message: DiscussionMessage): void {
    if (this.#shown.has(message.id)) return;
    this.#shown.add(message.id);
    const nameOf = (key: string): string => this.#names.get(key) ?? key;
    this.words((colours) => renderMessage(message, nameOf, colours));
  }

  /** Standard output is left to the JSON alone, where that was asked for. */
  words(render: (colours: Colours) => string): void {
    this.clear();
    if (this.#isJson) printError(render(coloursFor(process.stderr)));
    else printLine(render(coloursFor(process.stdout)));
  }

  phase(phase: string): void {
    this.note(coloursFor(process.stderr).dim(`— ${phase} —`));
  }

  note(words: string): void {
    this.clear();
    printError(words);
  }

  live(frame: TransientFrame): void {
    if (frame.type === 'agent.typing') this.#line(frame.speaker, '…');
    if (frame.type !== 'agent.response.delta') return;
    if (frame.turn !== this.#turn) this.#words = '';
    this.#turn = frame.turn;
    this.#words = this.#words.slice(0, frame.offset) + frame.text;
    this.#line(frame.speaker, this.#words);
  }

  clear(): void {
    if (this.#isLive) process.stderr.write('\r\u001b[K');
  }

  #line(speaker: string, words: string): void {
    if (!this.#isLive) return;
    const name = this.#names.get(speaker) ?? speaker;
    const line = oneLine(words, 10_000).slice(-widest);
    process.stderr.write(`\r\u001b[K${coloursFor(process.stderr).dim(`${oneLine(name)}: ${line}`)}`);
  }
}

/**
 * Follows a discussion to its end, and answers it from the terminal. Null when the person left: it goes on. With
 * `isJson` nothing goes to standard output.
 */
export async function watchDiscussion(
  session: Session,
  id: string,
  isJson: boolean,
): Promise<DiscussionDetail | null> {
  const { client } = session;
  const params = { id };
  let detail = await client.call(getDiscussion, { params });
  const screen = new Screen(detail, isJson);
  using interrupt = new Interrupt();
  const { feed } = await ProjectFeed.open(session, detail.project_id, {
    onEvent: (event) => show(screen, id, event),
    onTransient: (frame) => {
      if ('conversation_id' in frame && frame.conversation_id === id) screen.live(frame);
    },
  });
  using _ = feed;
  for (const message of await readMessages(session, id)) screen.message(message);
  let seen = -1;
  for (;;) {
    const changes = feed.changesOf(id);
    detail = await client.call(getDiscussion, { params });
    if (detail.ended_at !== null) break;
    if (detail.waits_for === 'user' && detail.seq !== seen) {
      seen = detail.seq;
      await answerQuestions(session, detail, interrupt.signal);
    }
    const changed = feed.until(() => (feed.changesOf(id) === changes ? undefined : true));
    if ((await Promise.race([changed, interrupt.asked])) === 'interrupted') {
      screen.clear();
      printError(`The discussion goes on. Watch it again: overmind discussions show ${shortId(id)} --watch`);
      changed.catch(() => {});
      return null;
    }
  }
  for (const message of await readMessages(session, id)) screen.message(message);
  const standing = renderStanding(detail);
  screen.words(() => `\n${standing}`);
  return detail;
}

/** An empty answer lets it go on without one; where there is no terminal it waits for an answer from elsewhere. */
async function answerQuestions(
  session: Session,
  { id, asked }: DiscussionDetail,
  signal: AbortSignal,
): Promise<void> {
  const params = { id };
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    return printError('The discussion waits for an answer. Answer it in the dashboard, or at a terminal.');
  const hint = asked.length > 1 ? 'Your answer to all of it' : 'Your answer';
  const content = await readAnswer(`${hint}, Enter to go on without: `, signal);
  if (signal.aborted) return;
  try {
    if (content === null) await session.client.call(waiveQuestions, { params });
    else await session.client.call(sayInDiscussion, { params, body: { content } });
  } catch (error) {
    // Somebody answered elsewhere while the question stood here, or it has ended.
    if (!(error instanceof AppError) || error.code !== 'rule_violated') throw error;
    printError(error.message);
  }
}

function show(screen: Screen, id: string, event: RealtimeEvent): void {
  const { type, entity } = event;
  const { patch } = entity;
  const budget = budgetLine(event, id);
  if (budget !== null) screen.note(budget);
  if (type === 'conversation.message.created' && patch['conversation_id'] === id && 'said' in patch)
    screen.message(patch as unknown as DiscussionMessage);
  if (type === 'conversation.phase.changed' && entity.id === id) screen.phase(String(patch['phase']));
}

/** What was said up to now, oldest first. */
async function readMessages({ client }: Session, id: string): Promise<DiscussionMessage[]> {
  const query = { limit: pageSize };
  return (await client.call(listDiscussionMessages, { params: { id }, query })).items.toReversed();
}
