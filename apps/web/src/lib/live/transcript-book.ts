import type { TranscriptChange } from '@overmind/contracts/entities/transcript';
import { getRunTranscript } from '@overmind/contracts/routes/runs';
import { api } from '#lib/api/client.ts';
import type { RunFollows } from './run-follows.ts';
import { TranscriptLog } from './transcript-log.ts';

const changesAtOnce = 2_000;
const transcriptsKept = 4;

/** The transcripts that were opened in a project, the last few of them kept. */
export class TranscriptBook {
  readonly #logs = new Map<string, TranscriptLog>();
  readonly #follows: RunFollows;

  constructor(follows: RunFollows) {
    this.#follows = follows;
  }

  log(runId: string): TranscriptLog {
    const log = this.#logs.get(runId) ?? new TranscriptLog();
    this.#logs.delete(runId);
    this.#logs.set(runId, log);
    const [oldest] = this.#logs.keys();
    if (this.#logs.size > transcriptsKept && oldest !== undefined) this.#logs.delete(oldest);
    return log;
  }

  /** Called with the changes of a transcript frame. */
  append(runId: string, changes: readonly TranscriptChange[]): void {
    this.#logs.get(runId)?.put(changes);
  }

  /** Loads what is not there yet, then follows; ends when the signal does. */
  async follow(runId: string, signal: AbortSignal): Promise<void> {
    await this.#load(runId, signal);
    if (signal.aborted) return;
    const log = this.log(runId);
    const end = this.#follows.follow(runId, 'transcript', () => log.seq);
    signal.addEventListener('abort', end, { once: true });
  }

  async #load(runId: string, signal: AbortSignal): Promise<void> {
    const log = this.log(runId);
    for (let isMore = true; isMore && !signal.aborted; ) {
      const query = { after_seq: log.seq, limit: changesAtOnce };
      const page = await api.call(getRunTranscript, { params: { id: runId }, query, signal });
      const before = log.seq;
      log.put(page.items);
      isMore = page.items.length > 0 && log.seq > before;
    }
  }
}
