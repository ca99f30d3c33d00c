import { type LogLine, liveRunStatuses, type Run } from '@overmind/contracts/entities/run';
import { getRunLogs } from '@overmind/contracts/routes/runs';
import type { Command } from 'commander';
import { findRun } from '../../api/find-run.ts';
import { ProjectFeed } from '../../api/project-feed.ts';
import { openSession, type Session } from '../../api/session.ts';
import { exitCodes } from '../../failure.ts';
import { budgetLine } from '../../output/budget-line.ts';
import { formatLogLine } from '../../output/log-line.ts';
import { printError, printLine } from '../../output/print.ts';
import { paintStatus } from '../../output/status-colour.ts';
import { settledWithin } from '../../settled-within.ts';
import { coloursFor } from '../../terminal/colour.ts';

const lastLinesMs = 2_000;

interface LogsOptions {
  follow?: boolean;
  json?: boolean;
}

export function addRunLogs(runs: Command): void {
  runs
    .command('logs')
    .description("A run's output. With -f, goes on until the run ends; exit code 1 when it did not succeed.")
    .argument('<run>', "a run's id or the beginning of it, or a task's key for its latest run")
    .option('-f, --follow', 'follow until the run ends')
    .option('--json', 'print a JSON object for each line')
    .addHelpText('after', '\nExample:\n  $ overmind runs logs -f SHOP-12')
    .action(logs);
}

async function logs(named: string, options: LogsOptions): Promise<void> {
  const session = await openSession();
  const run = await findRun(session.client, named);
  const printer = new LinePrinter(options.json === true);
  if (!options.follow) return printRest(session, run.id, printer);
  const ended = isLive(run) ? await follow(session, run, printer) : run;
  if (printer.lastSeq < ended.log_seq) await printRest(session, run.id, printer);
  if (!options.json) printError(`The run ${describeEnd(ended)}`);
  if (ended.status !== 'completed') process.exitCode = exitCodes.failed;
}

const isLive = (run: Run): boolean => liveRunStatuses.some((status) => status === run.status);

function describeEnd(run: Run): string {
  const status = paintStatus(run.status, coloursFor(process.stderr));
  return run.status_detail ? `${status}: ${run.status_detail}` : `${status}.`;
}

/** Prints what comes until the run has ended and, unless they take too long, its last lines are there. */
async function follow(session: Session, run: Run, printer: LinePrinter): Promise<Run> {
  const { feed } = await ProjectFeed.open(session, run.project_id, {
    onLog: (frame) => printer.print(frame.lines),
    onEvent: (event) => {
      const line = budgetLine(event, run.id);
      if (line !== null) printError(line);
    },
  });
  using _ = feed;
  feed.subscribe(run.id, printer.lastSeq);
  const ended = await feed.until(() => {
    const now = feed.runs.get(run.id);
    return now !== undefined && !isLive(now) ? now : undefined;
  });
  const isComplete = feed.until(() => printer.lastSeq >= ended.log_seq || undefined);
  await settledWithin(isComplete, lastLinesMs);
  return ended;
}

async function printRest(session: Session, runId: string, printer: LinePrinter): Promise<void> {
  for (;;) {
    const query = { after_seq: printer.lastSeq, limit: 5_000 };
    const page = await session.client.call(getRunLogs, { params: { id: runId }, query });
    if (page.items.length === 0) return;
    printer.print(page.items);
  }
}

class LinePrinter {
  lastSeq = 0;
  readonly #isJson: boolean;

  constructor(isJson: boolean) {
    this.#isJson = isJson;
  }

  print(lines: readonly LogLine[]): void {
    for (const line of lines) {
      if (line.seq <= this.lastSeq) continue;
      this.lastSeq = line.seq;
      printLine(this.#isJson ? JSON.stringify(line) : formatLogLine(line, process.stdout));
    }
  }
}
