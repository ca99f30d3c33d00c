import { newId } from '@overmind/db/database';
import { updateProjectRow } from '@overmind/db/queries/projects/projects';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { ScriptedRunner } from '../merges/test-support/scripted-runner.ts';
import { type MadeProject, makeProject, makeRunner, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { findVocabulary } from '../voice/vocabulary.ts';
import { learnRepositoryWords } from './learn-words.ts';

let on: TestCore;
let made: MadeProject;
let script: ScriptedRunner;
let words: string[];
let repoPath: string;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  await on.database.pool.query('delete from projects');
  repoPath = `/roots/${newId()}`;
  made = await makeProject(on.core, { repoPath });
  words = ['ledger', 'checkout form'];
  const { runner } = await makeRunner(on.core, { roots: ['/roots'] });
  script = new ScriptedRunner(on.core, runner.id);
  script.intercept = (question) =>
    question.kind === 'repository_words' ? { kind: 'repository_words', words } : null;
});
afterEach(async () => {
  script[Symbol.dispose]();
  await on.database.pool.query('update runners set revoked_at = now()');
});

const asked = () => script.asked.filter(({ kind }) => kind === 'repository_words').length;
const vocabulary = () => findVocabulary(on.core, made.project.id);

it('expects the words of the repository, and asks nobody when somebody speaks', async () => {
  expect(await vocabulary()).not.toContain('ledger');
  expect(asked()).toBe(0);
  await learnRepositoryWords(on.core);
  expect(await vocabulary()).toEqual(
    expect.arrayContaining(['ledger', 'checkout form', 'backend', 'approve']),
  );
  await learnRepositoryWords(on.core);
  expect(asked()).toBe(1);
});

it('looks again after a day, and at once where the project has another repository', async () => {
  await learnRepositoryWords(on.core);
  words = ['invoice'];
  await on.database.pool.query(`update repository_words set look_at = now()`);
  await learnRepositoryWords(on.core);
  expect(await vocabulary()).toContain('invoice');
  expect(await vocabulary()).not.toContain('ledger');
  const move = (default_repo_path: string) =>
    on.core.db.transaction().execute((tx) => updateProjectRow(tx, made.project.id, { default_repo_path }));
  await move('/roots/another');
  expect(await vocabulary()).not.toContain('invoice');
  words = ['parcel'];
  await learnRepositoryWords(on.core);
  expect(await vocabulary()).toContain('parcel');
});

it('keeps what it knows where a runner cannot say, and leaves others in peace', async () => {
  await learnRepositoryWords(on.core);
  await on.database.pool.query(`update repository_words set look_at = now()`);
  script.intercept = () => ({ kind: 'refused', detail: 'This runner cannot do that; update it.' });
  await learnRepositoryWords(on.core);
  await learnRepositoryWords(on.core);
  expect(asked()).toBe(2);
  expect(await vocabulary()).toContain('ledger');
});

it('holds names of agents and tasks before words of the repository, within a bound', async () => {
  words = Array.from({ length: 200 }, (_, n) => `word${String.fromCharCode(97 + (n % 26))}${n}`);
  for (let n = 0; n < 30; n += 1)
    await makeTask(on.core, made, {
      title: `Mend alpha${n} beta${n} gamma${n} delta${n} epsilon${n} zeta${n}`,
    });
  await learnRepositoryWords(on.core);
  const known = await vocabulary();
  expect(known.length).toBeLessThanOrEqual(500);
  expect(known).toContain('backend');
  expect(known.indexOf('backend')).toBeLessThan(known.indexOf('worda0'));
  expect(known).toContain(words.at(-1));
});
