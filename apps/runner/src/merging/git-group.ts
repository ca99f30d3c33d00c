import { execa } from 'execa';
import { type GitCall, GitError, type GitPlace, gitCommand } from '../workspace/git.ts';

interface Bounds {
  timeoutMs: number;
  signal: AbortSignal;
}

/**
 * Runs git together with the programs that it speaks to remotes with, as one group that ends at once: a helper that
 * waits for a silent host would outlive git itself and keep its output open. Throws GitError.
 */
export async function gitInGroup(
  args: readonly string[],
  place: GitPlace,
  { timeoutMs, signal, ...call }: Omit<GitCall, 'timeoutMs' | 'signal'> & Bounds,
): Promise<void> {
  const { file, argv, options } = gitCommand(args, place, call);
  const child = execa(file, argv, { ...options, timeout: 0, detached: true, reject: false });
  let isLate = false;
  const end = (): void => endGroup(child.pid);
  const timer = setTimeout(() => {
    isLate = true;
    end();
  }, timeoutMs);
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  const result = await child.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  });
  if (isLate) throw new GitError(`git ${args[0]}: timed out in ${timeoutMs / 1_000} s`, null);
  if (!result.failed) return;
  const words = result.stderr.trim() || (result.originalMessage ?? 'it said nothing');
  throw new GitError(`git ${args[0]}: ${words.slice(-1_000)}`, result.exitCode ?? null);
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // All of it has ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
