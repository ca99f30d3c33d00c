/** The part of the live client that this needs. */
interface Subscriber {
  subscribe(runId: string, afterSeq: number, transcriptAfterSeq?: number): void;
  unsubscribe(runId: string): void;
}
type Part = 'log' | 'transcript';
/** How far a part is known already. */
type Position = () => number;

/** Beyond any line of a log: of a log that nobody looks at, no line is wanted. */
const farAhead = 2 ** 31 - 1;

/**
 * The log and the transcript of a run come by one subscription. This joins what the parts of a page want of it, so
 * that one part's end does not end the other's.
 */
export class RunFollows {
  readonly #wanted = new Map<string, Map<Part, Position>>();
  readonly #client: Subscriber;

  constructor(client: Subscriber) {
    this.#client = client;
  }

  /** Follows a part of a run from where it is known to; the returned function ends it. */
  follow(runId: string, part: Part, position: Position): () => void {
    const parts = this.#wanted.get(runId) ?? new Map<Part, Position>();
    this.#wanted.set(runId, parts.set(part, position));
    this.#subscribe(runId, parts);
    return () => this.#end(runId, part, position);
  }

  #end(runId: string, part: Part, position: Position): void {
    const parts = this.#wanted.get(runId);
    // Whoever follows the same part anew has taken this one's place.
    if (parts === undefined || parts.get(part) !== position) return;
    parts.delete(part);
    this.#client.unsubscribe(runId);
    if (parts.size === 0) this.#wanted.delete(runId);
    else this.#subscribe(runId, parts);
  }

  #subscribe(runId: string, parts: ReadonlyMap<Part, Position>): void {
    this.#client.subscribe(runId, parts.get('log')?.() ?? farAhead, parts.get('transcript')?.());
  }
}
