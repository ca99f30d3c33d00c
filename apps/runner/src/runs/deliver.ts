import type { RunResult } from '@overmind/contracts/entities/run';
import { Backoff, pause, untilAborted } from '../clock.ts';
import type { Outbox, Statement } from '../connection/outbox.ts';
import { meaningOf } from '../connection/refusals.ts';
import { uploadArtifact } from '../connection/upload-artifact.ts';
import type { Limits } from '../limits.ts';
import { type Log, messageOf } from '../log.ts';
import type { RunEnd, RunSpool } from '../spool/run-spool.ts';

export interface Delivery {
  server: { url: string; token: string };
  outbox: Outbox;
  limits: Limits;
  log: Log;
}

/**
 * Tells the server how a run ended, however long it takes to get there: first every line of the log and the
 * transcript, then the files,
 * then the end itself. `lost` when the server has no more use for it, `kept` when the signal came first.
 */
export async function deliver(
  end: RunEnd,
  spool: RunSpool,
  /** The server has the log and the transcript. */
  drained: Promise<void>,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<'delivered' | 'lost' | 'kept'> {
  await untilAborted(drained, signal);
  if (signal.aborted) return 'kept';
  if (end.kind === 'release')
    return tell(
      spool,
      { type: 'release', ...leaseOf(spool), detail: end.detail.slice(0, 1_000) },
      delivery,
      signal,
    );
  const artifacts: RunResult['artifacts'] = [];
  for (const artifact of end.artifacts) {
    const stored = await upload(spool, artifact, delivery, signal);
    if (stored === 'lost' || stored === 'kept') return stored;
    if (stored !== null) artifacts.push({ id: stored, kind: artifact.kind });
  }
  const statement: Statement = {
    type: 'complete',
    ...leaseOf(spool),
    last_seq: spool.lastSeq,
    result: { ...end.result, artifacts },
  };
  return tell(spool, statement, delivery, signal);
}

const leaseOf = ({ job }: RunSpool) => ({ run_id: job.run.id, lease_token: job.lease_token });

async function tell(
  spool: RunSpool,
  statement: Statement,
  { outbox, limits, log }: Delivery,
  signal: AbortSignal,
): Promise<'delivered' | 'lost' | 'kept'> {
  const backoff = new Backoff(limits.retryMinMs, limits.retryMaxMs);
  for (let next = statement; ; ) {
    const answer = await untilAborted(outbox.say(next), signal);
    if (answer === null) return 'kept';
    if (answer.kind === 'acked') return 'delivered';
    const meaning = meaningOf(answer.code);
    if (meaning === 'lost') return 'lost';
    log('warn', 'The server refused the end of a run.', {
      run_id: spool.job.run.id,
      code: answer.code,
      detail: answer.detail,
    });
    if (meaning === 'unreadable') {
      if (next.type === 'release') return 'lost';
      next = {
        type: 'release',
        ...leaseOf(spool),
        detail: `The server refused the result: ${answer.detail}`.slice(0, 1_000),
      };
    } else await pause(backoff.nextMs(), signal);
  }
}

/** The artifact's id; null when the server will never take this file. */
async function upload(
  spool: RunSpool,
  artifact: Extract<RunEnd, { kind: 'complete' }>['artifacts'][number],
  { server, limits, log }: Delivery,
  signal: AbortSignal,
): Promise<string | null> {
  const backoff = new Backoff(limits.retryMinMs, limits.retryMaxMs);
  while (!signal.aborted) {
    try {
      const end = await uploadArtifact(server, spool, artifact, signal);
      if (end.kind === 'stored') return end.id;
      const meaning = meaningOf(end.code);
      if (meaning === 'lost') return 'lost';
      log('warn', 'The server refused a file.', {
        run_id: spool.job.run.id,
        name: artifact.name,
        detail: end.detail,
      });
      if (meaning === 'unreadable') return null;
    } catch (error) {
      if (signal.aborted) return 'kept';
      log('debug', 'A file could not be sent yet.', { run_id: spool.job.run.id, error: messageOf(error) });
    }
    await pause(backoff.nextMs(), signal);
  }
  return 'kept';
}
