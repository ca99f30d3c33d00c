import { getRunLogs } from '@overmind/contracts/routes/runs';
import { api } from '#lib/api/client.ts';
import type { RunFollows } from './run-follows.ts';
import { chunkLines, RunLog } from './run-log.ts';

const tailLines = 1_000;
const logsKept = 8;
const searchLimit = 5_000;

/** The logs that were opened in a project, the last few of them kept. */
export class LogBook {
  readonly #logs = new Map<string, RunLog>();
  readonly #inFlight = new Set<string>();
  readonly #follows: RunFollows;

  constructor(follows: RunFollows) {
    this.#follows = follows;
  }

  /** Called with the lines of a log frame. */
  append(runId: string, lines: Parameters<RunLog['put']>[0]): void {
    this.#logs.get(runId)?.put(lines);
  }

  log(runId: string): RunLog {
    const log = this.#logs.get(runId) ?? new RunLog();
    this.#logs.delete(runId);
    this.#logs.set(runId, log);
    const [oldest] = this.#logs.keys();
    if (this.#logs.size > logsKept && oldest !== undefined) this.#logs.delete(oldest);
    return log;
  }

  /** Loads the end of a log, then follows it; ends when the signal does. */
  async follow(runId: string, signal: AbortSignal): Promise<void> {
    const log = this.log(runId);
    const page = await api.call(getRunLogs, { params: { id: runId }, query: { tail: tailLines }, signal });
    log.put(page.items);
    if (signal.aborted) return;
    const end = this.#follows.follow(runId, 'log', () => log.lastSeq);
    signal.addEventListener('abort', end, { once: true });
  }

  /** Fetches what is missing between two lines; asking twice costs one request. */
  need(runId: string, firstSeq: number, lastSeq: number): void {
    for (const chunk of this.log(runId).missingChunks(firstSeq, lastSeq)) void this.#load(runId, chunk);
  }

  /** Numbers of the lines that hold a text, over the whole log, the first 5,000 of them. */
  async search(runId: string, text: string, signal: AbortSignal): Promise<number[]> {
    const query = { q: text, limit: searchLimit };
    const page = await api.call(getRunLogs, { params: { id: runId }, query, signal });
    return page.items.map((line) => line.seq);
  }

  async #load(runId: string, chunk: number): Promise<void> {
    const key = `${runId}:${chunk}`;
    if (this.#inFlight.has(key)) return;
    this.#inFlight.add(key);
    try {
      const query = { after_seq: chunk * chunkLines, limit: chunkLines };
      const page = await api.call(getRunLogs, { params: { id: runId }, query });
      this.log(runId).put(page.items);
    } catch {
      // The rows stay placeholders and the next scroll asks again; the banner tells of a lost server.
    } finally {
      this.#inFlight.delete(key);
    }
  }
}
