import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Agent } from '@overmind/contracts/entities/agent';
import type { Permission } from '@overmind/contracts/entities/permission';
import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import type { TranscriptChange } from '@overmind/contracts/entities/transcript';
import { configureCodex } from '@overmind/testing/agents/codex';
import { fixScript } from '@overmind/testing/agents/fix-script';
import { testAgentsBin } from '@overmind/testing/agents/installed';
import { configureOpencode } from '@overmind/testing/agents/opencode';
import type { ModelScript } from '@overmind/testing/models/script';
import { startModelServer } from '@overmind/testing/models/server';
import { waitFor } from '@overmind/testing/wait-for';
import { describe, expect, test } from 'vitest';
import { createProject } from './support/main-job.ts';
import { Person } from './support/person.ts';
import { git, lookOf } from './support/repository.ts';
import { Stand } from './support/stand.ts';

const configure = { codex: configureCodex, opencode: configureOpencode };
const broken = 'module.exports = (a, b) => a - b;';
const fixed = 'module.exports = (a, b) => a + b;';
const fix = fixScript({ file: 'sum.js', from: broken, to: fixed, testCommand: 'node sum.test.js' });
const files = {
  'sum.js': `${broken}\n`,
  'sum.test.js':
    "require('node:assert').equal(require('./sum.js')(1, 2), 3);\nconsole.log('the tests pass');\n",
};

interface Beginning {
  preset: keyof typeof configure;
  script: ModelScript;
  /** What becomes of the agent's requests; that it makes them is the product's own doing. */
  permissions: 'ask' | 'allow';
}

/** Server, database, runner and a real coding agent whose model does what the script says; its task is under way. */
async function begin(stand: Stand, { preset, script, permissions }: Beginning) {
  const model = stand.own(await startModelServer(script));
  const repository = await stand.repository(files);
  const server = await stand.server();
  const home = join(await stand.folder(), 'home');
  await mkdir(home);
  await configure[preset]({ home, openAiUrl: model.openAiUrl, apiKey: 'key-of-the-scripted-model' });
  const runner = await stand.runner(server, [repository], {
    env: {
      HOME: home,
      PATH: `${testAgentsBin}:${process.env['PATH'] ?? ''}`,
      RUNNER_READABLE: dirname(testAgentsBin),
      // Agents load the machine enough for a renewal to be late.
      RUNNER_FREEZE_AFTER_MS: '20000',
    },
  });
  const person = await Person.signIn(server.url);
  const { project } = await createProject(person, repository, { run: ['node', 'sum.test.js'] });
  const config: Partial<Agent['config']> = {
    executor: 'acp',
    repo_path: repository,
    acp: { preset },
    permissions,
    max_attempts: 3,
    checks: [{ name: 'unit', run: ['node', 'sum.test.js'], timeout_s: 60, allow_failure: false, cwd: '.' }],
  };
  await person.post(`/projects/${project.id}/agents`, {
    ...{ name: 'coder', role: 'coder', type: 'local', is_enabled: true, config },
  });
  const task = await person.post<Task>(`/projects/${project.id}/tasks`, {
    ...{ title: 'Make sums right', type: 'code_change', agent: 'coder' },
  });
  return { model, repository, runner, person, project, task };
}

async function latestRun(person: Person, taskId: string): Promise<Run | null> {
  const { latest_run_id: id } = await person.get<Task>(`/tasks/${taskId}`);
  return id === null ? null : person.get<Run>(`/runs/${id}`);
}

async function expectRepaired(person: Person, projectId: string, repository: string): Promise<Run> {
  const ended = async (): Promise<Task | null> => {
    const [task] = await person.list<Task>(`/projects/${projectId}/tasks`);
    return task?.status === 'needs_review' || task?.status === 'failed' ? task : null;
  };
  const task = await waitFor(ended, { what: 'the task to end' });
  const run = task === null ? null : await latestRun(person, task.id);
  expect([run?.status, run?.reason, run?.summary?.split('.')[0]]).toEqual(['completed', 'ok', 'Done']);
  expect(run).toMatchObject({ executor: 'acp', is_waiting: false });
  expect(run?.evidence).toContainEqual(
    expect.objectContaining({ name: 'unit', kind: 'check', exit_code: 0 }),
  );
  expect(await git(repository, 'show', `${run?.head_commit}:sum.js`)).toBe(fixed);
  if (run === null) throw new Error('The task has no run.');
  return run;
}

describe.each(['codex', 'opencode'] as const)('%s', (preset) => {
  test('repairs a repository, and its tests and transcript show it', async () => {
    await using stand = new Stand();
    const { person, project, repository } = await begin(stand, { preset, script: fix, permissions: 'allow' });
    const before = await lookOf(repository);
    const run = await expectRepaired(person, project.id, repository);
    const changes = await person.list<TranscriptChange>(`/runs/${run.id}/transcript`);
    expect(changes).toHaveLength(run.transcript_seq);
    expect(JSON.stringify(changes)).toContain('the tests pass');
    expect(await lookOf(repository)).toEqual(before);
  });

  test('waits for a person to allow what it asks for', async () => {
    await using stand = new Stand();
    const { person, project, repository, task } = await begin(stand, {
      preset,
      script: fix,
      permissions: 'ask',
    });
    const allowed = new Set<string>();
    const allowAll = async (): Promise<boolean> => {
      const run = await latestRun(person, task.id);
      const asked = run === null ? [] : await person.list<Permission>(`/runs/${run.id}/permissions`);
      for (const { id, run_id: runId, status } of asked) {
        if (status !== 'pending' || allowed.has(id)) continue;
        allowed.add(id);
        await person.post(`/runs/${runId}/permissions/${id}`, { decision: 'allow' });
      }
      return run?.finished_at != null;
    };
    await waitFor(allowAll, { what: 'the run to end' });
    expect(allowed.size).toBe(2);
    await expectRepaired(person, project.id, repository);
  });

  test('goes on with its session when its runner was killed in the middle', async () => {
    await using stand = new Stand();
    let isHeld = true;
    const script: ModelScript = (conversation, index) =>
      isHeld ? { text: 'never', heldUntil: new Promise(() => {}) } : fix(conversation, index);
    const { person, project, repository, runner, model, task } = await begin(stand, {
      preset,
      script,
      permissions: 'allow',
    });
    await waitFor(() => model.calls.length > 0, { what: 'the model to be asked' });
    const first = await latestRun(person, task.id);
    await runner.kill();
    isHeld = false;
    await runner.restart();
    const run = await expectRepaired(person, project.id, repository);
    expect(run.attempt).toBe((first?.attempt ?? 0) + 1);
    const [prompt] = await person.list<TranscriptChange>(`/runs/${run.id}/transcript`);
    expect(JSON.stringify(prompt)).toContain('You worked on this before and were interrupted.');
  });
});
