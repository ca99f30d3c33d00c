import { type Agent, AgentConfig } from '@overmind/contracts/entities/agent';
import type { Project, ProjectSettings } from '@overmind/contracts/entities/project';
import { type RunJob, RunResult } from '@overmind/contracts/entities/run';
import type { Runner } from '@overmind/contracts/entities/runner';
import { NewTask, type Task } from '@overmind/contracts/entities/task';
import { type Role, scopes } from '@overmind/contracts/entities/user';
import { newId } from '@overmind/db/database';
import { insertRunner, updateRunnerRow } from '@overmind/db/queries/execution/runners';
import { insertUser } from '@overmind/db/queries/identity/users';
import { upsertMember } from '@overmind/db/queries/projects/members';
import { updateProjectRow } from '@overmind/db/queries/projects/projects';
import { sql } from 'kysely';
import type { z } from 'zod';
import { createAgent } from '../agents/change.ts';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { runOrchestrator } from '../cycles/request.ts';
import { runCycles } from '../cycles/run.ts';
import { createProject } from '../projects/create.ts';
import { claimRuns } from '../runs/claim.ts';
import { completeRun } from '../runs/complete.ts';
import { createTask } from '../tasks/create.ts';

export const repository = '/repositories/shop';

export const userCall = (userId: string): Call => ({
  actor: {
    ...{ kind: 'user', userId, isAdmin: false, sessionId: null, tokenId: null },
    ...{ scopes, onlyProjectId: null },
  } as Extract<Call['actor'], { kind: 'user' }>,
  address: '127.0.0.1',
  idempotency: null,
  ifMatch: null,
});

export const runnerCall = (runnerId: string): Call => ({
  actor: { kind: 'runner', runnerId, tokenId: newId() },
  address: null,
  idempotency: null,
  ifMatch: null,
});

export async function makeUser(core: Core): Promise<Call & { userId: string }> {
  const userId = newId();
  await insertUser(core.db, {
    ...{ id: userId, email: `${userId}@example.test`, passwordHash: '-' },
    ...{ displayName: 'Someone', isAdmin: false },
  });
  return { ...userCall(userId), userId };
}

/** Makes someone who has that role in the project. */
export async function makeMember(
  core: Core,
  projectId: string,
  role: Role,
): Promise<Call & { userId: string }> {
  const user = await makeUser(core);
  await core.db.transaction().execute((tx) => upsertMember(tx, projectId, user.userId, role));
  return user;
}

export interface MadeProject {
  owner: Call & { userId: string };
  project: Project;
  /** Does code changes and has commands and a check. */
  agent: Agent;
}

const command = { name: 'change', run: ['true'] };
const check = { name: 'lint', run: ['true'] };

export async function makeAgent(
  core: Core,
  call: Call,
  projectId: string,
  name: string,
  config: z.input<typeof AgentConfig> = {},
): Promise<Agent> {
  return createAgent(core, call, projectId, {
    ...{ name, role: name, type: 'local', is_enabled: true },
    config: AgentConfig.parse({ handles: ['code_change'], commands: [command], checks: [check], ...config }),
  });
}

/** A project with a repository and an agent that can work; the preset agents have no commands. */
export async function makeProject(
  core: Core,
  options: {
    settings?: Partial<ProjectSettings>;
    agent?: z.input<typeof AgentConfig>;
    repoPath?: string;
  } = {},
): Promise<MadeProject> {
  const owner = await makeUser(core);
  const settings = { concurrency: 20, ...options.settings };
  const project = await createProject(core, owner, {
    ...{ name: 'Shop', description: '', default_repo_path: null, settings },
  });
  const repoPath = options.repoPath ?? repository;
  await core.db
    .transaction()
    .execute((tx) => updateProjectRow(tx, project.id, { default_repo_path: repoPath }));
  const agent = await makeAgent(core, owner, project.id, 'backend', { concurrency: 50, ...options.agent });
  return { owner, project: { ...project, default_repo_path: repoPath }, agent };
}

/** A runner that is there and may work in `roots`. */
export async function makeRunner(
  core: Core,
  options: { roots?: string[]; capacity?: number; isDraining?: boolean } = {},
): Promise<{ runner: Runner; call: Call }> {
  const made = await insertRunner(core.db, `runner ${newId()}`, []);
  const runner = await updateRunnerRow(core.db, made?.id ?? '', {
    allowed_roots: options.roots ?? [repository],
    capacity: options.capacity ?? 50,
    is_draining: options.isDraining ?? false,
    // As if its heartbeats went on, however long the test takes.
    last_heartbeat_at: sql<Date>`clock_timestamp() + interval '1 hour'`,
  });
  if (!runner) throw new Error('the runner could not be made');
  return { runner, call: runnerCall(runner.id) };
}

/** As if the time at which a task is tried again were far away, however long the test takes. */
export async function postponeRetry(core: Core, taskId: string): Promise<void> {
  await core.db
    .updateTable('tasks')
    .set({ not_before: sql<Date>`not_before + interval '1 hour'` })
    .where('id', '=', taskId)
    .execute();
}

let madeTasks = 0;

export function makeTask(
  core: Core,
  { owner, project }: Pick<MadeProject, 'owner' | 'project'>,
  fields: Partial<z.input<typeof NewTask>> = {},
): Promise<Task> {
  madeTasks += 1;
  return createTask(
    core,
    owner,
    project.id,
    NewTask.parse({
      title: `Change the thing number ${madeTasks}`,
      type: 'code_change',
      agent: 'backend',
      ...fields,
    }),
  );
}

/** One cycle over everything there is, to its end. */
export async function runFullCycle(
  core: Core,
  { owner, project }: Pick<MadeProject, 'owner' | 'project'>,
): Promise<void> {
  await runOrchestrator(core, owner, project.id, 'full');
  await runCycles(core, project.id);
}

/** Lets the orchestrator schedule and a runner claim everything that can start. */
export async function startRuns(
  core: Core,
  { project }: Pick<MadeProject, 'project'>,
  runner: Call,
  capacity = 50,
): Promise<RunJob[]> {
  await runCycles(core, project.id);
  return claimRuns(core, runner, capacity);
}

const shown = (kind: 'command' | 'diff') => ({
  ...{ name: kind, kind, run: ['true'], exit_code: 0, duration_ms: 1, log_from_seq: null },
  ...{ log_to_seq: null, excerpt: '', tests: null },
});

/** What a runner says of a run that went well. */
export const success: RunResult = RunResult.parse({
  ...{ status: 'completed', reason: 'ok', exit_code: 0, summary: 'Changed it.' },
  evidence: [shown('command'), shown('diff')],
  checks: [{ name: 'lint', status: 'passed', exit_code: 0, duration_ms: 1 }],
  ...{ base_commit: 'a'.repeat(40), head_commit: 'b'.repeat(40) },
});

export const failure: RunResult = RunResult.parse({
  ...{ status: 'failed', reason: 'command_failed', exit_code: 1, summary: 'It broke.' },
});

export const finish = (core: Core, runner: Call, job: RunJob, result: RunResult = success) =>
  completeRun(core, runner, { runId: job.run.id, leaseToken: job.lease_token, lastSeq: null, result });

/** A task that stands in review after a successful run. */
export async function makeReviewedTask(core: Core, made: MadeProject, runner: Call): Promise<Task> {
  const task = await makeTask(core, made);
  const jobs = await startRuns(core, made, runner);
  const job = jobs.find((each) => each.task.id === task.id);
  if (!job) throw new Error('the task was not claimed');
  await finish(core, runner, job);
  return task;
}
