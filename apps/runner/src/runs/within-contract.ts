import { RunResult } from '@overmind/contracts/entities/run';
import { maxRunnerFrameBytes } from '@overmind/contracts/frames/runner';
import type { RunEnd } from '../spool/run-spool.ts';

/** As many as a result may name. */
const mostArtifacts = 100;
/** Less than a frame may have: the ids of the artifacts and the lease are in it too. */
const mostBytes = maxRunnerFrameBytes - 64 * 1024;
const Known = RunResult.pick({ metrics: true, branch: true, base_commit: true, head_commit: true });

/**
 * The end of a run as the server can read it. A result that breaks the contract would be sent for ever, and be the
 * end of the connection each time, so the run fails instead and names what was wrong with it.
 */
export function withinContract(end: RunEnd): RunEnd {
  if (end.kind === 'release') return end;
  const artifacts = end.artifacts.slice(0, mostArtifacts);
  const fault = findFault(end.result);
  if (fault === null) return { ...end, artifacts };
  const { metrics, branch, base_commit, head_commit } = end.result;
  const known = Known.safeParse({ metrics, branch, base_commit, head_commit });
  const summary = `The result of the run cannot be told to the server: ${fault}`.slice(0, 1_000);
  const result = RunResult.parse({ ...known.data, status: 'failed', reason: 'internal', summary });
  return { ...end, result, artifacts };
}

function findFault(result: RunResult): string | null {
  const parsed = RunResult.safeParse(result);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it is invalid'}`;
  }
  const sizeBytes = Buffer.byteLength(JSON.stringify(result));
  return sizeBytes > mostBytes ? `it has ${sizeBytes} bytes; ${mostBytes} are the most` : null;
}
