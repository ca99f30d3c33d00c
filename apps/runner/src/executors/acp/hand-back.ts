import type { ExecutorContext } from '../executor.ts';

/**
 * An agent that was killed from outside, as by a kernel short of memory, says nothing of its work: the run is handed
 * back, and the next attempt goes on with the session in the workspace as it stands. Once in a row: an attempt that goes
 * on already, or work that nobody could go on with, ends as what it is.
 */
export function handBack(title: string, { job, agent, step }: ExecutorContext): void {
  const { workspace, dialogue } = agent;
  const isKept = workspace.kind === 'worktree' && workspace.git_dir !== '';
  if (!isKept || dialogue.sessionId === null || job.resume !== null) return;
  step.control.stop(
    'released',
    `${title} was killed in the middle of its work, and not by this runner; the machine may be short of memory. The next attempt goes on from there`,
  );
}
