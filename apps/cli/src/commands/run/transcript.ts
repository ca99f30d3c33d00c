import { liveRunStatuses, type Run } from '@overmind/contracts/entities/run';
import type { TranscriptChange } from '@overmind/contracts/entities/transcript';
import { getRunTranscript } from '@overmind/contracts/routes/runs';
import { emptyTranscript, entriesOf, reduceTranscript } from '@overmind/domain/transcript/reduce';
import type { Command } from 'commander';
import { findRun } from '../../api/find-run.ts';
import { ProjectFeed } from '../../api/project-feed.ts';
import { openSession, type Session } from '../../api/session.ts';
import { printLine } from '../../output/print.ts';
import { formatEntry } from '../../output/transcript.ts';
import { coloursFor } from '../../terminal/colour.ts';

interface TranscriptOptions {
  follow?: boolean;
  json?: boolean;
}

export function addRunTranscript(runs: Command): void {
  runs
    .command('transcript')
    .description("A coding agent's session. With -f, goes on until the run ends.")
    .argument('<run>', "a run's id or the beginning of it, or a task's key for its latest run")
    .option('-f, --follow', 'follow until the run ends')
    .option('--json', 'print a JSON object for each change')
    .addHelpText('after', '\nExample:\n  $ overmind runs transcript -f SHOP-12')
    .action(show);
}

async function show(named: string, options: TranscriptOptions): Promise<void> {
  const session = await openSession();
  const run = await findRun(session.client, named);
  const printer = options.json === true ? new ChangePrinter() : new EntryPrinter();
  await printStored(session, run.id, printer);
  if (options.follow && isLive(run)) {
    await follow(session, run, printer);
    await printStored(session, run.id, printer);
  }
  printer.end();
}

const isLive = (run: Run): boolean => liveRunStatuses.some((status) => status === run.status);

async function printStored({ client }: Session, runId: string, printer: Printer): Promise<void> {
  for (;;) {
    const page = await client.call(getRunTranscript, {
      params: { id: runId },
      query: { after_seq: printer.lastSeq, limit: 1_000 },
    });
    if (page.items.length === 0) return;
    printer.take(page.items);
  }
}

async function follow(session: Session, run: Run, printer: Printer): Promise<void> {
  const { feed } = await ProjectFeed.open(session, run.project_id, {
    onTranscript: (frame) => printer.take(frame.changes),
  });
  using _ = feed;
  feed.subscribe(run.id, run.log_seq, printer.lastSeq);
  await feed.until(() => {
    const now = feed.runs.get(run.id);
    return now !== undefined && !isLive(now) ? now : undefined;
  });
}

interface Printer {
  readonly lastSeq: number;
  take(changes: readonly TranscriptChange[]): void;
  end(): void;
}

class ChangePrinter implements Printer {
  lastSeq = 0;

  take(changes: readonly TranscriptChange[]): void {
    for (const change of changes) {
      if (change.seq <= this.lastSeq) continue;
      this.lastSeq = change.seq;
      printLine(JSON.stringify(change));
    }
  }

  end(): void {}
}

/** Prints an entry once another has begun after it: until then it may grow. What changes later is not printed again. */
class EntryPrinter implements Printer {
  #transcript = emptyTranscript();
  #printed = 0;

  get lastSeq(): number {
    return this.#transcript.seq;
  }

  take(changes: readonly TranscriptChange[]): void {
    this.#transcript = reduceTranscript(this.#transcript, changes);
    this.#printUpTo(this.#transcript.count - 1);
  }

  end(): void {
    this.#printUpTo(this.#transcript.count);
  }

  #printUpTo(count: number): void {
    const colours = coloursFor(process.stdout);
    for (const entry of entriesOf(this.#transcript).slice(this.#printed, Math.max(count, this.#printed)))
      printLine(formatEntry(entry, colours));
    this.#printed = Math.max(this.#printed, count);
  }
}
