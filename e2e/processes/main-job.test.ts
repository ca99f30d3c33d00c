import { waitFor } from '@overmind/testing/wait-for';
import { expect, test } from 'vitest';
import { approve, createProject, expectGapless, runTheTests } from './support/main-job.ts';
import { Person } from './support/person.ts';
import { lookOf } from './support/repository.ts';
import { Stand } from './support/stand.ts';
import { Watcher } from './support/watcher.ts';

test('"Run the tests" becomes a task, a run with real output and evidence, and is done once approved', async () => {
  await using stand = new Stand();
  const repository = await stand.repository();
  const server = await stand.server();
  await stand.runner(server, [repository]);
  const before = await lookOf(repository);

  const person = await Person.signIn(server.url);
  const work = await createProject(person, repository, { run: ['node', '--test'] });
  const watcher = stand.own(await Watcher.open(person, work.project.id));

  const { run, task } = await runTheTests(person, watcher, work);
  expect(run).toMatchObject({ status: 'completed', reason: 'ok', exit_code: 0, task_id: task.id });
  expect(run.evidence).toMatchObject([
    { name: 'unit', kind: 'command', run: ['node', '--test'], exit_code: 0, tests: { passed: 1, failed: 0 } },
  ]);
  expect(run.evidence[0]?.excerpt).toContain('hello from the test');
  expect(task.status).toBe('needs_review');

  // Lines and events come by ways of their own.
  await waitFor(() => watcher.lines(run.id).length >= run.log_seq, { what: 'every line' });
  const output = watcher.lines(run.id);
  expect(output.map((line) => line.message).join('\n')).toContain('hello from the test');
  expectGapless(output.map((line) => line.seq));
  expect(output).toHaveLength(run.log_seq);

  const state = await approve(person, watcher, { run, task });
  expect(state.content).toContain('done: 1');
  expectGapless(watcher.events.map((event) => event.seq));
  expect(await lookOf(repository)).toEqual(before);
});
