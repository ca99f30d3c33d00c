import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AgentConfig } from '@overmind/contracts/entities/agent';
import { type Evidence, RunJob } from '@overmind/contracts/entities/run';
import type { QuestionOf } from '@overmind/contracts/frames/questions';
import { Dialogue } from '../dialogue/dialogue.ts';
import { type Executor, workFailed } from '../executors/executor.ts';
import { RunControl } from '../process/run-control.ts';
import { begin } from '../runs/begin.ts';
import type { Execution } from '../runs/execution.ts';
import type { Done } from '../runs/result.ts';
import type { RunSetting } from '../runs/run-setting.ts';
import { StepBoard } from '../runs/step-board.ts';
import { work } from '../runs/work.ts';
import { SpoolBudget } from '../spool/budget.ts';
import { RunSpool } from '../spool/run-spool.ts';
import { checkBranches, findWorkspace, removeWorktree } from '../workspace/worktree.ts';

type Question = Pick<
  QuestionOf<'merge_try'>,
  'path' | 'base_branch' | 'checks' | 'setup' | 'config' | 'items'
>;

export type ChecksEnd =
  | { result: 'passed'; evidence: Evidence[] }
  | { result: 'failed'; detail: string; evidence: Evidence[] }
  /** They could not be run, for a reason of the runner's own. */
  | { result: 'obstructed'; detail: string };

const ofTask = { acceptance_criteria: [], type: 'test' };

/** A run that does nothing but its set-up, its checks and its teardown. */
function jobFor({ config, setup, ...question }: Question, commit: string): RunJob {
  const id = randomUUID();
  const { workspace, ...own } = config ?? AgentConfig.parse({});
  // What coding agents and models need is for work, and there is none.
  const rules = { ...own, executor: 'commands', workspace: { ...workspace, setup } };
  return RunJob.parse({
    run: { id, attempt: 1, branch: `${checkBranches}${id}` },
    task: { id, key: `merge-${id.slice(0, 8)}`, title: 'Merge', description: '', ...ofTask },
    ...{ repo_path: question.path, base_branch: question.base_branch, start_commit: commit, feedback: [] },
    agent: { id, name: 'merge', config: rules },
    project: { id, name: '' },
    ...{ commands: [], checks: question.checks },
    ...{ lease_token: '0', lease_expires_at: new Date(0).toISOString() },
  });
}

const nothing: Executor = () =>
  Promise.resolve({
    ...{ status: 'completed', reason: 'ok', exitCode: 0, summary: '' },
    ...{ steps: [], checks: [], evidence: [], metrics: {}, artifacts: [] },
  });

/** The server knows of no such run, so nothing that it says goes anywhere. */
const unheard = (job: RunJob): Execution['talk'] => ({
  ...{ report: () => {}, onSandbox: () => {} },
  dialogue: new Dialogue(job, () => Promise.resolve({ kind: 'acked' })),
});

/** Runs set-up, checks and teardown on a commit as a run does, in a worktree that is gone afterwards. */
export async function runTryChecks(
  question: Question,
  commit: string,
  { setting, signal }: { setting: RunSetting; signal: AbortSignal },
): Promise<ChecksEnd> {
  const job = jobFor(question, commit);
  const spool = await RunSpool.create(
    join(setting.workspaces.runsDir, job.run.id),
    job,
    new SpoolBudget(Number.MAX_SAFE_INTEGER),
  );
  // After a crash the folder is swept, and nothing of it is told.
  await writeFile(join(spool.folder, 'lost'), JSON.stringify({ detail: 'A check of a merge.' }));
  const control = new RunControl();
  const onAbort = (): void => control.stop('canceled', 'The runner stops');
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await runAll(spool, control, setting);
  } finally {
    signal.removeEventListener('abort', onAbort);
    await leaveNothing(spool, setting);
  }
}

async function runAll(spool: RunSpool, control: RunControl, setting: RunSetting): Promise<ChecksEnd> {
  const { job } = spool;
  const wallS = job.agent.config.max_wall_s;
  using _wall = control.countdown(wallS * 1_000, () => control.stop('timed_out'));
  const nothingYet = { workspace: null, sandbox: null, changes: null, flags: [], artifacts: [] };
  const done: Done = { ...nothingYet, job, work: workFailed('internal', 'The runner stops') };
  const board = new StepBoard(() => {});
  const begun = await begin(spool, control, setting);
  const talk = unheard(job);
  const full = { isDiskFull: false, saved: null };
  const execution = { ...begun, kind: 'merge_check' as const, board, talk, ...full };
  await work(execution, done, { executor: nothing, keepsChanges: false });
  return endOf(done, control);
}

/** Reasons for which no merge is to blame. */
const ofRunner = new Set(['disk_full', 'sandbox_unavailable', 'internal', 'canceled', 'lost']);

/** A set-up that fails may well be the change's fault; a workspace that cannot be made or read is not. */
const isOfRunner = ({ reason, steps }: Done['work']): boolean =>
  ofRunner.has(reason) ||
  (reason === 'workspace_failed' &&
    !steps.some(({ kind, status }) => kind === 'setup' && (status === 'failed' || status === 'timed_out')));

function endOf({ work: ended }: Done, control: RunControl): ChecksEnd {
  const evidence = ended.evidence.map((each) => ({
    // The log itself is not kept.
    ...{ ...each, log_from_seq: null, log_to_seq: null },
    excerpt: each.excerpt.slice(-16_384),
  }));
  if (control.reason === 'timed_out')
    return { result: 'failed', detail: 'The checks took longer than a run may take.', evidence };
  if (control.signal.aborted) return { result: 'obstructed', detail: 'The runner was stopped.' };
  if (ended.status === 'completed') return { result: 'passed', evidence };
  if (isOfRunner(ended)) return { result: 'obstructed', detail: ended.summary };
  return { result: 'failed', detail: ended.summary, evidence };
}

async function leaveNothing(spool: RunSpool, setting: RunSetting): Promise<void> {
  const { live, disk } = setting.workspaces;
  // Git may have been stopped in the middle of making it.
  const left = await findWorkspace(spool.folder);
  if (left !== null) await removeWorktree(left, setting.mutex, true);
  await spool.remove();
  live.delete(spool.job.run.id);
  disk.changed();
}
