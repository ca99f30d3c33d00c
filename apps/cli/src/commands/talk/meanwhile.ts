import type { Message } from '@overmind/contracts/entities/conversation';
import type { ProjectFeed } from '../../api/project-feed.ts';

/** What comes into a conversation while nobody speaks: what became of what was said here, and questions to people. */
export class Meanwhile {
  readonly #feed: Pick<ProjectFeed, 'messages' | 'runs' | 'until'>;
  readonly #conversationId: string;
  readonly #own = new Set<string>();
  readonly #told: Set<string>;
  #arrival: Promise<boolean> | null = null;

  /** What is there already is no news. */
  constructor(feed: Pick<ProjectFeed, 'messages' | 'runs' | 'until'>, conversationId: string) {
    this.#feed = feed;
    this.#conversationId = conversationId;
    this.#told = new Set(feed.messages.keys());
  }

  /** What was said here, and what of its answers is told already. */
  note(said: Message, replies: readonly Message[]): void {
    this.#own.add(said.id);
    for (const { id } of replies) this.#told.add(id);
  }

  /** What was not told yet, in its order; each once. */
  take(): Message[] {
    const news = this.#news();
    for (const { id } of news) this.#told.add(id);
    return news;
  }

  /** True when there is something to take; false when nothing comes any more. */
  arrival(): Promise<boolean> {
    this.#arrival ??= this.#feed
      .until(() => this.#news().length > 0 || undefined)
      // Whoever asks the server for something next is told why.
      .catch(() => false)
      .finally(() => {
        this.#arrival = null;
      });
    return this.#arrival;
  }

  #news(): Message[] {
    const all = [...this.#feed.messages.values()].filter(
      (each) => each.conversation_id === this.#conversationId,
    );
    return all.filter((each) => !this.#told.has(each.id) && this.#isFor(each, all));
  }

  #isFor(message: Message, all: readonly Message[]): boolean {
    if (message.role === 'user') return false;
    if (message.parent_message_id !== null && this.#own.has(message.parent_message_id)) return true;
    return message.requires_user_response && this.#isStillAsked(message, all);
  }

  #isStillAsked({ id, links, related_task_id: taskId }: Message, all: readonly Message[]): boolean {
    if (links.permission_id !== undefined)
      return [...this.#feed.runs.values()].some((run) => run.is_waiting && run.task_id === taskId);
    return all.every((other) => other.role !== 'user' || other.id < id);
  }
}
