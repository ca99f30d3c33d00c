import { join } from 'node:path';
import type { RunReason } from '@overmind/contracts/entities/run';
import { messageOf } from '../log.ts';
import { type PreparedOrigin, prepareOrigin } from '../merging/prepare-origin.ts';
import { StepReports } from '../output/reports/step-reports.ts';
import type { Execution } from '../runs/execution.ts';
import { type Branches, readBranches } from './changes/branch-guard.ts';
import { copyToWorkspace } from './copy/copied-folder.ts';
import { isDiskFull } from './disk/faults.ts';
import { GitError } from './git.ts';
import { findPlainFolder } from './plain-folder.ts';
import { openRepository, type Repository } from './repository.ts';
import type { WorkspaceRoom } from './room.ts';
import type { RunSnapshots } from './snapshot/run-snapshots.ts';
import { findStart, type Start } from './start.ts';
import { workspaceVariables } from './variables.ts';
import { addWorktree, type Workspace } from './worktree.ts';

/** A workspace ready for a run's processes; disposed, its ports are free again. */
export interface Prepared extends Disposable {
  ok: true;
  workspace: Workspace;
  /** An earlier run was in it. */
  isAdopted: boolean;
  /** Where the branches of the repository stood before the run. */
  branches: Branches;
  /** For every process of the run, beside the variables that all runs get. */
  variables: Record<string, string>;
  reports: StepReports;
  /** The merge that the task is about, as it stands in the workspace. */
  origin: PreparedOrigin | null;
  /** Writes down what set-up made, and keeps it for the next run unless an agent's work was there before it. */
  afterSetup: (snapshots: RunSnapshots) => Promise<void>;
}

export interface Unprepared extends Disposable {
  ok: false;
  reason: Extract<RunReason, 'disk_full'>;
  detail: string;
}

/** Makes the workspace of a run. Throws GitError when it cannot be made. */
export async function prepareWorkspace(execution: Execution): Promise<Prepared | Unprepared> {
  const { spool, setting, output, secrets, tmpDir, control } = execution;
  const { job } = spool;
  const refusal = await setting.workspaces.disk.findRefusal();
  if (refusal !== null)
    return { ok: false, reason: 'disk_full', detail: refusal, [Symbol.dispose]: () => {} };
  await beLive(job.run.id, setting.workspaces);
  const { workspace, isFresh, isAdopted } = await makeWorkspace(execution);
  const origin = await originOf(execution, workspace, isFresh);
  const branches = await readBranches(workspace);
  const cache = await setting.workspaces.caches.open(workspace, job.agent.config.workspace, control.signal);
  const isRestored = (await cache?.restore()) === true;
  if (isRestored) output.say('The cache of an earlier set-up was put into the workspace.');
  const { ports, ...lease } = await setting.workspaces.ports.lease(job.agent.config.workspace.ports);
  const reportsDir = join(tmpDir, 'reports');
  const reports = new StepReports({
    dir: reportsDir,
    workspace: workspace.path,
    secrets,
    folder: spool.folder,
  });
  const variables = workspaceVariables(job, workspace, ports, reportsDir);
  return {
    ...lease,
    ok: true,
    workspace,
    isAdopted,
    branches,
    variables,
    reports,
    origin,
    afterSetup: async (snapshots) => {
      const { setup } = job.agent.config.workspace;
      await snapshots.afterSetup({ wroteNothing: setup.length === 0 && !isRestored });
      if (isFresh && origin === null) await cache?.save();
    },
  };
}

/** In the turn of the run's folder: whoever removes one that was left there has done so, or sees that it is not. */
function beLive(runId: string, { mutex, live, worktreesDir }: WorkspaceRoom): Promise<void> {
  return mutex.run(join(worktreesDir, runId), async () => {
    live.add(runId);
  });
}

interface Made {
  workspace: Workspace;
  isAdopted: boolean;
  /** Nothing of an earlier attempt is in it. */
  isFresh: boolean;
}

async function makeWorkspace(execution: Execution): Promise<Made> {
  const { spool, control, setting, output } = execution;
  const { job } = spool;
  const path = join(setting.worktreesDir, job.run.id);
  const kept = await adoptKept(execution);
  if (kept !== null) {
    output.say('This run goes on in the workspace of the run before it.');
    return { workspace: kept, isFresh: false, isAdopted: true };
  }
  const { branch } = job.run;
  const shared = { path, branch, recordIn: spool.folder, signal: control.signal };
  const repository = await openRepository(job.repo_path, setting.roots);
  if (repository.ok) {
    const start = await findJobStart(execution, repository);
    const from = { baseBranch: job.base_branch, start, timeoutMs: setting.limits.worktreeMs };
    const { lanes } = setting.workspaces;
    const workspace = await addWorktree({ ...shared, ...from, repository, mutex: setting.mutex, lanes });
    return { workspace, isFresh: start.isFresh, isAdopted: false };
  }
  const folder = repository.reason === 'not_git' ? await findPlainFolder(job.repo_path, setting.roots) : null;
  if (folder === null) throw new GitError(repository.detail, null);
  output.say('The folder has no git, so the run works in a copy of it.');
  const limitBytes = job.agent.config.limits.disk_mb * 1024 * 1024;
  const { readable } = setting.sandbox;
  const say = (sentence: string): void => output.say(sentence);
  const workspace = await copyToWorkspace({ ...shared, folder, limitBytes, readable, say });
  return { workspace, isFresh: true, isAdopted: false };
}

/** Where that fails the run is handed back: what is kept stays as it is, and the next attempt may yet go on with it. */
async function adoptKept({ spool, setting, control }: Execution): Promise<Workspace | null> {
  const { job } = spool;
  if (job.resume === null) return null;
  const { kept, leftovers } = setting.workspaces;
  await leftovers.tryAgain(job.task.id, control.signal);
  try {
    return await kept.adopt(job, spool.folder);
  } catch (error) {
    if (isDiskFull(error)) throw error;
    const fault = messageOf(error);
    control.stop('released', `The workspace of the attempt before could not be taken over: ${fault}`);
    throw new GitError(fault, null);
  }
}

/** Work that is not here is made anew; a merge that is not here cannot be checked. */
async function findJobStart({ spool, output, kind }: Execution, repository: Repository): Promise<Start> {
  const { base_branch: baseBranch, start_commit: startCommit } = spool.job;
  const start = await findStart(repository, { baseBranch, startCommit });
  if (startCommit === null || !start.isFresh) return start;
  const missing = `Commit ${startCommit.slice(0, 10)} is not in this repository`;
  if (kind === 'merge_check') throw new GitError(`${missing}.`, null);
  output.say(`${missing}, so what an earlier attempt did is missing here: this run begins anew.`);
  return start;
}

/** Puts the change that the task is about into the workspace, unless an earlier attempt has gone on from there. */
async function originOf(
  { spool: { job }, output }: Execution,
  workspace: Workspace,
  isFresh: boolean,
): Promise<PreparedOrigin | null> {
  if (job.origin === null || workspace.kind === 'copy') return null;
  const origin = await prepareOrigin(workspace, job.origin, !isFresh);
  if (isFresh) {
    const commit = job.origin.commit.slice(0, 10);
    const done =
      origin.kind === 'rebase' ? `Commit ${commit} was merged into` : `Commit ${commit} was taken back in`;
    output.say(
      `${done} the workspace${origin.isClean ? '.' : `; these files conflict: ${origin.conflicts.join(', ')}`}`,
    );
  }
  return origin;
}
