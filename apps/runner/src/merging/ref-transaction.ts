import { execa } from 'execa';
import { GitError, type GitPlace, gitCommand } from '../workspace/git.ts';

/** A branch that nobody else can move, verified to stand where it was expected, until `commit` or `abort`. */
export interface HeldRef {
  commit(): Promise<void>;
  abort(): Promise<void>;
}

const holdMs = 900_000;
/** A commit that somebody makes at this moment is waited for. */
const lockWaitMs = '3000';

/**
 * Locks a branch for its move from one commit to the other. Null when it stands elsewhere or someone else holds it.
 * Git lets the lock go by itself when this process dies: its input ends, and it must live to see that.
 */
export async function holdRef(
  place: GitPlace,
  move: { ref: string; from: string; to: string; reason: string },
): Promise<HeldRef | null> {
  const extraConfig = [['core.filesRefLockTimeout', lockWaitMs] as const];
  const call = { timeoutMs: holdMs, extraConfig };
  const { argv, options } = gitCommand(['update-ref', '-m', move.reason, '--stdin', '-z'], place, call);
  const { stdin: _none, ...rest } = { stdin: undefined, ...options };
  // Without the wrapper that kills git together with the runner.
  const child = execa('git', argv.slice(argv.indexOf('--no-pager')), {
    ...rest,
    stdin: 'pipe',
    reject: false,
    buffer: { stdout: false, stderr: true },
  });
  const answers = child.iterable({ from: 'stdout' })[Symbol.asyncIterator]();
  const say = async (words: string, expected: string): Promise<boolean> => {
    if (child.stdin.destroyed || !child.stdin.writable) return false;
    child.stdin.write(words);
    for (;;) {
      const { value, done } = await answers.next();
      if (done === true) return false;
      if (value === `${expected}: ok`) return true;
    }
  };
  const end = async (): Promise<string> => {
    child.stdin.end();
    const result = await child;
    return result.stderr.trim();
  };
  child.stdin.on('error', () => {}); // Git ended first; its exit says why.
  const update = `update ${move.ref}\0${move.to}\0${move.from}\0`;
  const isHeld = (await say('start\0', 'start')) && (await say(`${update}prepare\0`, 'prepare'));
  if (!isHeld) {
    await end();
    return null;
  }
  return {
    commit: async () => {
      const isDone = await say('commit\0', 'commit');
      const words = await end();
      if (!isDone) throw new GitError(`The branch could not be moved: ${words.slice(-500)}`, null);
    },
    abort: async () => {
      await say('abort\0', 'abort');
      await end();
    },
  };
}
