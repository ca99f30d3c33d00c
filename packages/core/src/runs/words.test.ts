import { AgentConfig } from '@overmind/contracts/entities/agent';
import { type RunJob, RunResult } from '@overmind/contracts/entities/run';
import { newId } from '@overmind/db/database';
import { insertPromptVersion, updatePromptRow } from '@overmind/db/queries/models/prompts';
import { updateTaskRow } from '@overmind/db/queries/work/tasks';
import { openLogged } from '@overmind/db/test-support/logged';
import type { PromptPlace } from '@overmind/domain/prompts/place';
import { codingAgentPlace } from '@overmind/domain/runs/prompts/coding-agent';
import { reportPlace } from '@overmind/domain/runs/prompts/report';
import { reviewerPlace } from '@overmind/domain/runs/prompts/reviewer';
import { createGate } from '@overmind/testing/gate';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { updateAgent } from '../agents/change.ts';
import { type Call, systemCall } from '../call.ts';
import { runCycles } from '../cycles/run.ts';
import { readWholeCalls } from '../model-calls/test-support/calls.ts';
import { stopExperiment } from '../prompts/experiments.ts';
import { withWords } from '../prompts/for-runs.ts';
import {
  activate,
  experimentWith,
  outcomesOf,
  reword,
  templateOf,
} from '../prompts/test-support/built-in.ts';
import { usePlace } from '../prompts/use.ts';
import { cancelTask } from '../tasks/cancel.ts';
import { getTaskRating, rateTask } from '../tasks/rate.ts';
import { getTask } from '../tasks/read.ts';
import { retryTask } from '../tasks/retry.ts';
import { approveTask, rejectTask } from '../tasks/review.ts';
import {
  failure,
  finish,
  type MadeProject,
  makeAgent,
  makeProject,
  makeRunner,
  makeTask,
  startRuns,
  success,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { write } from '../write.ts';
import { claimRuns } from './claim.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

const places = [codingAgentPlace, reportPlace, reviewerPlace];
const running: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
  for (const place of places) await activate(on, place, 1);
});

const models = { model_policy: { privacy: 'any' as const, prefer: ['openai/gpt-large'] } };
const executors = {
  commands: {},
  acp: { executor: 'acp' as const, commands: [], acp: { preset: 'codex' as const } },
  model: { executor: 'model' as const, commands: [], ...models },
};

interface Bench {
  made: MadeProject;
  runner: Call;
  start(): Promise<RunJob>;
}

async function open(agent: (typeof executors)[keyof typeof executors], isReviewed = false): Promise<Bench> {
  const config = { ...agent, checks: [] };
  const made = await makeProject(on.core, { repoPath: `/roots/${newId()}`, agent: config });
  if (isReviewed) {
    await makeAgent(on.core, made.owner, made.project.id, 'critic', { ...executors.model, checks: [] });
    await updateAgent(on.core, made.owner, made.agent.id, {
      config: AgentConfig.parse({ ...config, checks: [{ name: 'review', reviewer: 'critic' }] }),
    });
  }
  const { call: runner } = await makeRunner(on.core, { roots: [made.project.default_repo_path ?? ''] });
  const start = async () => {
    await makeTask(on.core, made);
    const [job] = await startRuns(on.core, made, runner);
    if (!job) throw new Error('nothing was claimed');
    return job;
  };
  return { made, runner, start };
}

async function experiment(place: PromptPlace) {
  const shown = await experimentWith(on, place, 1);
  const { id, prompt_id } = await shown();
  running.push(() => stopExperiment(on.core, systemCall, prompt_id, id));
  return shown;
}

const reviewedAs = (isSatisfied: boolean): RunResult =>
  RunResult.parse({
    ...success,
    checks: [{ name: 'review', status: isSatisfied ? 'passed' : 'failed', exit_code: 0, duration_ms: 1 }],
    evidence: [
      ...success.evidence,
      {
        ...{ name: 'review', kind: 'review', run: ['critic'], exit_code: isSatisfied ? 0 : 1 },
        ...{ duration_ms: 1, log_from_seq: null, log_to_seq: null, excerpt: '', tests: null },
        review: { reviewer: 'critic', model: 'openai/gpt-large', is_of_description: true, criteria: [] },
      },
    ],
  });

describe('the words of a run', () => {
  it.each([
    ['acp', codingAgentPlace],
    ['model', reportPlace],
  ] as const)('go with the job of an agent of the executor %s', async (executor, place) => {
    const bench = await open(executors[executor]);
    expect((await bench.start()).prompts.review).toBeNull();
    const number = await reword(on, place, { body: `${place.prompt.body}\n- Be kind.` });
    expect((await bench.start()).prompts.work?.body).toBe(place.prompt.body);
    await activate(on, place, number);
    const { work } = (await bench.start()).prompts;
    expect(work).toMatchObject({ body: `${place.prompt.body}\n- Be kind.`, experiment_id: null, arm: null });
  });

  it('are nothing to an agent that runs commands', async () => {
    expect((await (await open(executors.commands)).start()).prompts).toEqual({ work: null, review: null });
  });

  it('stand with what the runner tells of its calls of models', async () => {
    const { made, runner, start } = await open(executors.model);
    await experiment(reportPlace);
    const job = await start();
    const { prompt_version_id = null, experiment_id = null, arm = null } = job.prompts.work ?? {};
    const prompt = { prompt_version_id, experiment_id, arm };
    const use = {
      ...{ reviewer: null, model: 'openai/gpt-large', calls: 1, latency_ms: 9, prompt },
      ...({ status: 'ok', reason: null, is_local: false, privacy: 'any', complexity: 'low' } as const),
      ...({
        input_tokens: 1,
        output_tokens: 2,
        cached_tokens: 0,
        cost_micros: 70,
        cost_source: 'reported',
      } as const),
    };
    await finish(on.core, runner, job, { ...success, metrics: { model_uses: [use] } });
    expect(await readWholeCalls(on.core, made.project.id)).toMatchObject([prompt]);
    expect(prompt).toEqual({
      prompt_version_id: expect.any(String),
      experiment_id: expect.any(String),
      arm: expect.stringMatching(/^[ab]$/),
    });
  });

  it('that do not fit their place go to the runner all the same, which tells its run so', async () => {
    const bench = await open(executors.model);
    const { id, latest_version } = await templateOf(on, reportPlace);
    const variables = [{ name: 'mood', kind: 'string' as const, description: '' }];
    const unfit = { system: '', body: 'Be {{mood}}.', variables, note: '' };
    // As one from before the place was there: today it would be refused.
    await on.core.db.transaction().execute(async (tx) => {
      const number = latest_version + 1;
      await insertPromptVersion(tx, { promptId: id, number, userId: null }, unfit);
      await updatePromptRow(tx, id, { active_version: number, latest_version: number });
    });
    expect((await bench.start()).prompts.work).toMatchObject({ body: 'Be {{mood}}.', variables });
  });

  it('are looked up once for all jobs of a claim', async () => {
    const { made, runner } = await open(executors.model);
    await experiment(reportPlace);
    for (const _task of [1, 2, 3]) await makeTask(on.core, made);
    await runCycles(on.core, made.project.id);
    const { db, statements } = openLogged(on.database.pool);
    const jobs = await claimRuns({ ...on.core, db }, runner, 50);
    expect(jobs.map(({ prompts }) => prompts.work?.arm)).toEqual(
      [1, 2, 3].map(() => expect.stringMatching(/^[ab]$/)),
    );
    const table = /from "(prompt_(?:templates|experiments|versions))"/;
    const lookUps = statements.flatMap(({ sql }) => table.exec(sql)?.[1] ?? []);
    expect(lookUps.sort()).toEqual(['prompt_experiments', 'prompt_templates', 'prompt_versions']);
  });

  it('keep what tells an agent how its work is judged', async () => {
    const variables = codingAgentPlace.prompt.variables.filter(({ name }) => name !== 'checks');
    const body = codingAgentPlace.prompt.body.replace('{{checks}}\n', '');
    await expect(reword(on, codingAgentPlace, { body, variables })).rejects.toThrow(
      /\{\{checks\}\} must stand in this prompt/,
    );
  });
});

describe('an experiment', () => {
  const subjectsIn = async (shown: Awaited<ReturnType<typeof experimentWith>>) =>
    (await shown()).arms.reduce((sum, { subjects }) => sum + subjects, 0);
  const giveTo = (subject: string) => usePlace(on.core, reviewerPlace, values, subject);
  const values = { reviewer: 'critic', task_key: 'SHOP-1', criteria_count: 1 };

  it('gives a subject one arm and counts it once, however many ask for it at once', async () => {
    const shown = await experiment(reviewerPlace);
    const subjects = Array.from({ length: 8 }, () => newId());
    const asked = [...subjects, ...subjects, ...subjects];
    const given = await Promise.all(asked.map(async (subject) => (await giveTo(subject)).use?.arm));
    expect(given.slice(0, 8)).toEqual(given.slice(8, 16));
    expect(given.slice(0, 8)).toEqual(given.slice(16));
    expect(given).not.toContain(null);
    expect(await subjectsIn(shown)).toBe(8);
    expect((await giveTo(subjects[0] ?? '')).use?.arm).toBe(given[0]);
    expect(await subjectsIn(shown)).toBe(8);
  });

  it('lets nobody wait for a claim that has given its arms and goes on', async () => {
    const shown = await experiment(reportPlace);
    const job = await (await open(executors.model)).start();
    const others = (): RunJob[] =>
      Array.from({ length: 4 }, () => ({ ...job, task: { ...job.task, id: newId() } }));
    const before = await subjectsIn(shown);
    const [hasGiven, mayEnd] = [createGate(), createGate()];
    const slow = write(on.core, systemCall, async (w) => {
      const jobs = await withWords(w, others());
      hasGiven.open();
      await mayEnd.opened;
      return jobs;
    });
    await hasGiven.opened;
    const fast = await write(on.core, systemCall, (w) => withWords(w, others()));
    expect(await subjectsIn(shown)).toBe(before + 4);
    mayEnd.open();
    const arms = [...(await slow), ...fast].map(({ prompts }) => prompts.work?.arm);
    expect(arms).toEqual(arms.map(() => expect.stringMatching(/^[ab]$/)));
    expect(await subjectsIn(shown)).toBe(before + 8);
  });
});

const nothing = { accepted: { count: 0 }, retried: { count: 0 }, cost: { count: 0 } };

describe('an experiment with the words of a run', () => {
  it('keeps a task in its arm, and counts that it was done, its runs and what they cost', async () => {
    const shown = await experiment(codingAgentPlace);
    const { made, runner, start } = await open(executors.acp);
    const first = await start();
    await finish(on.core, runner, first, { ...success, metrics: { cost_micros: 40 } });
    await rejectTask(on.core, made.owner, first.task.id, 'Once more.');
    const [again] = await startRuns(on.core, made, runner);
    if (!again) throw new Error('nothing was claimed');
    expect(again.prompts.work?.arm).toBe(first.prompts.work?.arm);
    await finish(on.core, runner, again, { ...success, metrics: { cost_micros: 2 } });
    expect(await outcomesOf(shown)).toMatchObject({ subjects: 1, accepted: { count: 0 } });
    await approveTask(on.core, made.owner, first.task.id, {});
    expect(await outcomesOf(shown)).toEqual({
      ...{ subjects: 1, accepted: { count: 1, sum: 1 } },
      ...{ retried: { count: 1, sum: 1 }, cost: { count: 1, sum: 42 } },
    });
    expect(await getTaskRating(on.core, first.task.id)).toEqual({ rating: { value: null } });
    await rateTask(on.core, made.owner, first.task.id, { value: 5 });
    expect(await getTaskRating(on.core, first.task.id)).toEqual({ rating: { value: 5 } });
    const { arms } = await shown();
    expect(arms.map(({ outcomes }) => outcomes.rating)).toContainEqual({ count: 1, sum: 5 });
  });

  it('does not count a failure that is tried again by itself', async () => {
    const shown = await experiment(codingAgentPlace);
    const { made, runner, start } = await open({ ...executors.acp, ...{ max_attempts: 2 } });
    const first = await start();
    await finish(on.core, runner, first, { ...failure, metrics: { cost_micros: -5 } });
    expect(await outcomesOf(shown)).toMatchObject({ accepted: { count: 0 } });
    await on.core.db.transaction().execute((tx) => updateTaskRow(tx, first.task.id, { not_before: null }));
    const [again] = await startRuns(on.core, made, runner);
    if (!again) throw new Error('nothing was claimed');
    await finish(on.core, runner, again, success);
    await approveTask(on.core, made.owner, first.task.id, {});
    expect(await outcomesOf(shown)).toMatchObject({
      ...{ accepted: { count: 1, sum: 1 }, retried: { count: 1, sum: 1 }, cost: { sum: 0 } },
    });
  });

  it('counts a task that failed or was given up as not done, once', async () => {
    const shown = await experiment(codingAgentPlace);
    const { made, runner, start } = await open({ ...executors.acp, ...{ max_attempts: 1 } });
    const job = await start();
    await finish(on.core, runner, job, failure);
    await cancelTask(on.core, made.owner, job.task.id, 'It is not needed.');
    expect(await outcomesOf(shown)).toMatchObject({
      accepted: { count: 1, sum: 0 },
      retried: { count: 1, sum: 0 },
    });
  });

  it('counts nothing where a budget stopped the run, and of it what it cost when the task goes on', async () => {
    const shown = await experiment(codingAgentPlace);
    const { made, runner, start } = await open({ ...executors.acp, ...{ max_attempts: 1 } });
    const job = await start();
    await finish(on.core, runner, job, { ...failure, reason: 'over_budget', metrics: { cost_micros: 30 } });
    expect(await getTask(on.core, job.task.id)).toMatchObject({ status: 'failed' });
    expect(await outcomesOf(shown)).toMatchObject({ subjects: 1, ...nothing });
    await retryTask(on.core, made.owner, job.task.id);
    const [again] = await startRuns(on.core, made, runner);
    if (!again) throw new Error('nothing was claimed');
    await finish(on.core, runner, again, { ...success, metrics: { cost_micros: 12 } });
    await approveTask(on.core, made.owner, job.task.id, {});
    expect(await outcomesOf(shown)).toMatchObject({
      ...{ accepted: { count: 1, sum: 1 }, retried: { count: 1, sum: 0 }, cost: { count: 1, sum: 42 } },
    });
  });

  it('counts as further runs those that came to an end of their own, and no others', async () => {
    const shown = await experiment(codingAgentPlace);
    const { made, runner, start } = await open({ ...executors.acp, ...{ max_attempts: 1 } });
    const job = await start();
    const goOn = async (result: Parameters<typeof finish>[3]) => {
      await retryTask(on.core, made.owner, job.task.id);
      const [again] = await startRuns(on.core, made, runner);
      if (!again) throw new Error('nothing was claimed');
      await finish(on.core, runner, again, result);
    };
    await finish(on.core, runner, job, { ...failure, reason: 'disk_full' });
    await goOn({ ...failure, reason: 'over_budget' });
    expect(await outcomesOf(shown)).toMatchObject(nothing);
    await goOn(success);
    await rejectTask(on.core, made.owner, job.task.id, 'Once more.');
    const [last] = await startRuns(on.core, made, runner);
    if (!last) throw new Error('nothing was claimed');
    await finish(on.core, runner, last, success);
    await approveTask(on.core, made.owner, job.task.id, {});
    expect(await outcomesOf(shown)).toMatchObject({
      ...{ accepted: { count: 1, sum: 1 }, retried: { count: 1, sum: 1 } },
    });
  });

  it('counts nothing where a person stopped the run', async () => {
    const shown = await experiment(codingAgentPlace);
    const { made, runner, start } = await open(executors.acp);
    const job = await start();
    await cancelTask(on.core, made.owner, job.task.id, 'It is not needed.');
    await finish(on.core, runner, job, { ...failure, status: 'canceled', reason: 'canceled' });
    expect(await getTask(on.core, job.task.id)).toMatchObject({ status: 'canceled' });
    expect(await outcomesOf(shown)).toMatchObject({ subjects: 1, ...nothing });
  });

  it('counts a result that a person gave up as not done', async () => {
    const shown = await experiment(codingAgentPlace);
    const { made, runner, start } = await open(executors.acp);
    const job = await start();
    await finish(on.core, runner, job);
    await cancelTask(on.core, made.owner, job.task.id, 'It is not what was asked for.');
    expect(await outcomesOf(shown)).toMatchObject({ subjects: 1, accepted: { count: 1, sum: 0 } });
  });

  it.each([
    ['counts a reviewer that a person agreed with as accepted', true, true, 1],
    ['counts a reviewer that a person overruled', true, false, 0],
  ])('%s', async (_what, isSatisfied, isApproved, accepted) => {
    const shown = await experiment(reviewerPlace);
    const { made, runner, start } = await open(executors.acp, true);
    const job = await start();
    expect(job.prompts.review).toMatchObject({ body: reviewerPlace.prompt.body, arm: expect.any(String) });
    await finish(on.core, runner, job, reviewedAs(isSatisfied));
    if (isApproved) await approveTask(on.core, made.owner, job.task.id, {});
    else await rejectTask(on.core, made.owner, job.task.id, 'It is not so.');
    expect(await outcomesOf(shown)).toMatchObject({ subjects: 1, accepted: { count: 1, sum: accepted } });
  });
});
