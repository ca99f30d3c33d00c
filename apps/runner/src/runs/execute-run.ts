import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StepResult } from '@overmind/contracts/entities/run';
import { monotonicMs } from '../clock.ts';
import { type Executor, type Work, workFailed } from '../executors/executor.ts';
import { findExecutor } from '../executors/registry.ts';
import { messageOf } from '../log.ts';
import { buildAutomaton, type SecretAutomaton } from '../output/redactor.ts';
import { RunOutput } from '../output/run-output.ts';
import { secretVariants } from '../output/secret-variants.ts';
import { runEnvironment } from '../process/environment.ts';
import type { RunControl } from '../process/run-control.ts';
import type { RunEnd, RunSpool } from '../spool/run-spool.ts';
import { commitChanges, writeDiff } from '../workspace/commit.ts';
import { GitError } from '../workspace/git.ts';
import { openRepository } from '../workspace/repository.ts';
import { addWorktree, type Workspace } from '../workspace/worktree.ts';
import { type Done, resultOf } from './result.ts';
import type { RunSetting } from './run-setting.ts';

export interface RunView {
  baseCommit: string | null;
  steps: readonly StepResult[];
}

interface Execution {
  spool: RunSpool;
  control: RunControl;
  setting: RunSetting;
  output: RunOutput;
  secrets: SecretAutomaton;
  variables: Record<string, string>;
  report: (view: RunView) => void;
}

/** Does a run's work from the workspace to its end. Null when the lease was lost: there is nothing to tell. */
export async function executeRun(
  spool: RunSpool,
  control: RunControl,
  setting: RunSetting,
  report: (view: RunView) => void,
): Promise<RunEnd | null> {
  const { job } = spool;
  const tmpDir = join(spool.folder, 'tmp');
  await mkdir(tmpDir, { recursive: true, mode: 0o700 });
  const { variables, secrets, notes } = runEnvironment(job, setting.environment, tmpDir, setting.token);
  const automaton = buildAutomaton(secretVariants(secrets));
  const limitBytes = job.agent.config.max_output_mb * 1024 * 1024;
  const output = new RunOutput(spool, automaton, limitBytes, control.signal);
  for (const note of notes) output.say(note);
  const wallMs = job.agent.config.max_wall_s * 1_000;
  using _wall = control.countdown(wallMs, () =>
    control.stop('timed_out', `The run may take ${job.agent.config.max_wall_s} s`),
  );
  const startedAt = monotonicMs();
  const done = await work({ spool, control, setting, output, secrets: automaton, variables, report });
  if (control.reason === 'lost') return null;
  if (control.reason === 'released') {
    output.say(control.detail);
    return { kind: 'release', detail: control.detail };
  }
  const result = resultOf(done, control, output);
  output.say(`${result.summary}.`);
  const log = await spool.logArtifact();
  const metrics = {
    ...result.metrics,
    wall_ms: Math.round(monotonicMs() - startedAt),
    log_lines: spool.lastSeq,
    log_bytes: output.bytes,
  };
  const artifacts = [...done.artifacts, ...(log.size_bytes > 0 ? [log] : [])];
  return { kind: 'complete', result: { ...result, metrics }, artifacts };
}

async function work(execution: Execution): Promise<Done> {
  const { job } = execution.spool;
  const done: Done = { work: workFailed('internal', ''), job, workspace: null, changes: null, artifacts: [] };
  const { executor: name } = job.agent.config;
  const executor = findExecutor(name);
  if (executor === null) {
    done.work = workFailed(
      'internal',
      `This runner has no executor "${name}"; update it, or give the task to another agent`,
    );
    return done;
  }
  if (execution.control.signal.aborted) return done;
  try {
    done.workspace = await prepare(execution);
    done.work = await runExecutor(executor, execution, done.workspace);
    const isOurs = execution.control.reason !== 'lost' && execution.control.reason !== 'released';
    if (isOurs) await keepChanges(execution, done, done.workspace);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const { steps, checks, evidence } = done.work;
    done.work = {
      ...workFailed('workspace_failed', `The workspace failed: ${messageOf(error)}`),
      steps,
      checks,
      evidence,
    };
  }
  return done;
}

async function prepare({ spool, control, setting }: Execution): Promise<Workspace> {
  const { job } = spool;
  const repository = await openRepository(job.repo_path, setting.roots);
  if (!repository.ok) throw new GitError(repository.detail, null);
  return addWorktree({
    repository,
    path: join(setting.worktreesDir, job.run.id),
    branch: job.run.branch,
    baseBranch: job.base_branch,
    recordIn: spool.folder,
    mutex: setting.mutex,
    signal: control.signal,
  });
}

function runExecutor(executor: Executor, execution: Execution, workspace: Workspace): Promise<Work> {
  const { spool, control, setting, output } = execution;
  const step = {
    runId: spool.job.run.id,
    folder: spool.folder,
    workspace: workspace.path,
    env: { ...execution.variables, OVERMIND_BRANCH: workspace.branch },
    network: spool.job.agent.config.network,
    isolation: setting.isolation,
    control,
    killGraceMs: setting.limits.killGraceMs,
  };
  const report = (steps: readonly StepResult[]): void =>
    execution.report({ baseCommit: workspace.base_commit, steps });
  return executor({ job: spool.job, output, step, report });
}

/** Commits what the run left in its workspace and writes the difference down. */
async function keepChanges(execution: Execution, done: Done, workspace: Workspace): Promise<void> {
  const changes = await commitChanges(workspace, done.job);
  done.changes = changes;
  if (changes.filesChanged === 0) return;
  const diff = await writeDiff(workspace, changes.headCommit, execution.spool.folder, execution.secrets);
  done.artifacts.push(diff);
  done.work.evidence.push({
    name: 'Changes',
    kind: 'diff',
    run: ['git', 'diff', workspace.base_commit, changes.headCommit],
    exit_code: null,
    duration_ms: null,
    log_from_seq: null,
    log_to_seq: null,
    excerpt: execution.output.redact(changes.stat).slice(-8_192),
    tests: null,
  });
}
