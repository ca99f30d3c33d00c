import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AgentConfig, Command } from '@overmind/contracts/entities/agent';
import type { QuestionOf } from '@overmind/contracts/frames/questions';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, it } from 'vitest';
import { nodeStep } from '../test-support/job.ts';
import { runGit } from '../test-support/repository.ts';
import { makeStand, type Stand } from '../test-support/stand.ts';

import { item } from './test-support/shop.ts';

/** A commit on a branch of a run, made beside the checkout. */
async function work({ repository, folder }: Stand, name: string, text: string): Promise<string> {
  const branch = `overmind/${name.replace(/\W/g, '-')}`;
  const place = join(folder, 'work', branch.replace('/', '-'));
  await runGit(repository, 'worktree', 'add', '--quiet', '-b', branch, place);
  await runGit(place, 'config', 'core.hooksPath', '/dev/null');
  await writeFile(join(place, name), text);
  await runGit(place, 'add', '--all');
  await runGit(place, 'commit', '--quiet', '-m', name);
  const commit = await runGit(place, 'rev-parse', 'HEAD');
  await runGit(repository, 'worktree', 'remove', '--force', place);
  return commit;
}

const question = (
  stand: Stand,
  items: QuestionOf<'merge_try'>['items'],
  checks: Parameters<typeof Command.parse>[0][],
): QuestionOf<'merge_try'> => ({
  ...{ kind: 'merge_try', path: stand.repository, base_branch: 'main', items, setup: [] },
  ...{ checks: checks.map((check) => Command.parse(check)), config: AgentConfig.parse({}) },
});

const sees = (name: string) =>
  nodeStep('sees', `console.log('found ' + require('fs').readFileSync(${JSON.stringify(name)}, 'utf8'))`);
const leftovers = async (stand: Stand): Promise<string[]> => [
  ...(await readdir(join(stand.settings.dataDir, 'worktrees'))),
  ...(await readdir(join(stand.settings.dataDir, 'runs'))),
  ...(await runGit(stand.repository, 'branch', '--list', 'overmind/merge-check/*'))
    .split('\n')
    .filter(Boolean),
  ...(await runGit(stand.repository, 'worktree', 'list')).split('\n').slice(1),
];

it('runs the checks on all of them together, and leaves nothing behind', async () => {
  const stand = await makeStand();
  const base = await runGit(stand.repository, 'rev-parse', 'main');
  const items = [item(await work(stand, 'a.txt', 'A')), item(await work(stand, 'b.txt', 'B'))];
  const answer = await stand.server.ask(question(stand, items, [sees('a.txt'), sees('b.txt')]));
  expect(answer).toMatchObject({ kind: 'merge_try', base_commit: base, outcome: { result: 'passed' } });
  if (answer.kind !== 'merge_try' || answer.outcome.result !== 'passed') throw new Error('it did not pass');
  const { evidence, commits, tip } = answer.outcome;
  expect(evidence.map(({ name, exit_code, excerpt }) => [name, exit_code, excerpt])).toEqual([
    ['sees', 0, 'found A'],
    ['sees', 0, 'found B'],
  ]);
  expect(commits).toHaveLength(2);
  expect(tip).toBe(commits[1]);
  expect(await runGit(stand.repository, 'rev-parse', 'main')).toBe(base);
  expect(await leftovers(stand)).toEqual([]);
});

it('says which check failed and with which output', async () => {
  const stand = await makeStand();
  const items = [item(await work(stand, 'a.txt', 'A'))];
  const failing = nodeStep('tests', 'console.log("1 of 2 broke"); process.exit(3)');
  expect(await stand.server.ask(question(stand, items, [failing, sees('a.txt')]))).toMatchObject({
    outcome: {
      result: 'check_failed',
      detail: expect.stringContaining('exited with 3'),
      evidence: [{ name: 'tests', exit_code: 3, excerpt: '1 of 2 broke' }],
    },
  });
  expect(await leftovers(stand)).toEqual([]);
});

it('gives its checks all that the checks of a run have, and tears down what was set up', async () => {
  const stand = await makeStand();
  const junit = '<testsuite><testcase name="a"/><testcase name="b"/></testsuite>';
  const looks = nodeStep(
    'tests',
    `const { env } = process;
     require('fs').writeFileSync(env.OVERMIND_REPORT_DIR + '/junit.xml', ${JSON.stringify(junit)});
     require('fs').writeFileSync(env.TORN + '.set', require('fs').readFileSync('set-up.txt'));
     console.log([env.COLOUR, Number(env.PORT) > 0, Number(env.PORT_1) > 0, env.GIT_AUTHOR_NAME].join(' '));`,
  );
  const step = (name: string, code: string) => Command.parse(nodeStep(name, code));
  const torn = join(stand.folder, 'work', 'torn');
  const workspace = {
    ...{ variables: { COLOUR: 'green', TORN: torn }, ports: 2 },
    teardown: [nodeStep('down', "require('fs').writeFileSync(process.env.TORN, 'down')")],
  };
  const asked = question(stand, [item(await work(stand, 'a.txt', 'A'))], [looks]);
  const answer = await stand.server.ask({
    ...asked,
    setup: [step('up', "require('fs').writeFileSync('set-up.txt', 'up')")],
    config: AgentConfig.parse({ workspace, sandbox: 'none' }),
  });
  expect(answer).toMatchObject({
    outcome: {
      result: 'passed',
      evidence: [
        {
          name: 'tests',
          excerpt: 'green true true OvermindOps agent merge',
          tests: { passed: 2, failed: 0 },
        },
      ],
    },
  });
  expect(await readFile(`${torn}.set`, 'utf8')).toBe('up');
  expect(await readFile(torn, 'utf8')).toBe('down');
  expect(await leftovers(stand)).toEqual([]);
});

it('shows what a failing set-up said, and blames the merge for it', async () => {
  const stand = await makeStand();
  const asked = question(stand, [item(await work(stand, 'a.txt', 'A'))], [sees('a.txt')]);
  const setup = [Command.parse(nodeStep('install', 'console.log("no such package"); process.exit(1)'))];
  expect(await stand.server.ask({ ...asked, setup })).toMatchObject({
    outcome: {
      result: 'check_failed',
      detail: expect.stringMatching(/^The set-up failed: .*exited with 1/),
      evidence: [{ name: 'install', excerpt: 'no such package' }],
    },
  });
});

it('begins no checks on a disk that is full, and blames no merge for that', async () => {
  const stand = await makeStand({ limits: { diskFloorBytes: Number.MAX_SAFE_INTEGER } });
  const items = [item(await work(stand, 'a.txt', 'A')), item(await work(stand, 'b.txt', 'B'))];
  expect(await stand.server.ask(question(stand, items, [sees('a.txt')]))).toMatchObject({
    outcome: { result: 'obstructed', item_id: null, detail: expect.stringContaining('are free') },
  });
  expect(await leftovers(stand)).toEqual([]);
});

it('names the one whose commit is gone, and the one that meets the changes of a person', async () => {
  const stand = await makeStand();
  const items = [item(await work(stand, 'a.txt', 'A')), item(await work(stand, 'readme.md', 'Ours'))];
  const gone = item('1'.repeat(40));
  expect(await stand.server.ask(question(stand, [...items, gone], []))).toMatchObject({
    outcome: {
      ...{ result: 'obstructed', item_id: gone.id, is_missing: true },
      detail: expect.stringContaining('any more'),
    },
  });
  await writeFile(join(stand.repository, 'readme.md'), 'mine\n');
  const failing = nodeStep('never', 'process.exit(1)');
  expect(await stand.server.ask(question(stand, items, [failing]))).toMatchObject({
    outcome: { result: 'obstructed', item_id: items[1]?.id, detail: expect.stringContaining('readme.md') },
  });
});

it('runs no check where there is nothing new', async () => {
  const stand = await makeStand();
  const head = await runGit(stand.repository, 'rev-parse', 'main');
  const failing = nodeStep('tests', 'process.exit(1)');
  expect(await stand.server.ask(question(stand, [item(head)], [failing]))).toMatchObject({
    outcome: { result: 'passed', tip: head, evidence: [] },
  });
});

it('is told of in heartbeats, asked twice is worked on once, and ends when the runner stops', async () => {
  const stand = await makeStand();
  const items = [item(await work(stand, 'a.txt', 'A'))];
  const slow = nodeStep('slow', 'console.log("began"); setInterval(() => {}, 1000)');
  const { server, settings } = stand;
  const before = server.all('answer').length;
  void server.ask(question(stand, items, [slow]));
  await waitFor(async () => (await readdir(join(settings.dataDir, 'worktrees'))).length === 1, {
    what: 'a try',
  });
  await stand.runner.stop(1);
  expect(server.all('answer')).toHaveLength(before);
  expect(await leftovers(stand)).toEqual([]);
});

it('answers what a merge would meet, and moves the branch when it is told to', async () => {
  const stand = await makeStand();
  const { server, repository: path } = stand;
  const head = await work(stand, 'a.txt', 'A');
  const preview = { kind: 'merge_preview', path, base_branch: null, head_commit: head } as const;
  expect(await server.ask(preview)).toMatchObject({
    preview: {
      base_branch: 'main',
      ahead: 1,
      behind: 0,
      can_fast_forward: true,
      obstacle: null,
      is_merged: false,
    },
  });
  const tried = await server.ask(question(stand, [item(head)], []));
  if (tried.kind !== 'merge_try' || tried.outcome.result !== 'passed') throw new Error('it did not pass');
  const move = { from_commit: tried.base_commit, to_commit: tried.outcome.tip };
  expect(await server.ask({ kind: 'merge_apply', path, base_branch: 'main', ...move })).toMatchObject({
    outcome: 'moved',
  });
  expect(await server.ask(preview)).toMatchObject({ preview: { is_merged: true, ahead: 0, behind: 1 } });
  expect(await server.ask({ ...preview, base_branch: 'gone' })).toMatchObject({ kind: 'refused' });
});
