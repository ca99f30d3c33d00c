import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { InboxItem } from '@overmind/contracts/entities/inbox';
import type { Merge } from '@overmind/contracts/entities/merge';
import type { Project } from '@overmind/contracts/entities/project';
import type { Provenance } from '@overmind/contracts/entities/provenance';
import type { Task } from '@overmind/contracts/entities/task';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runOvermind } from './support/command-line.ts';
import { Person } from './support/person.ts';
import { Stand } from './support/stand.ts';

const run = promisify(execFile);
const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];

/** Appends the task's key to a file, or settles a conflict in it by keeping all of both sides. */
const work = `
const fs = require('fs');
const text = fs.readFileSync('list.txt', 'utf8');
const kept = text.split('\\n').filter((line) => !/^(<<<<<<<|=======|>>>>>>>)/.test(line)).join('\\n');
fs.writeFileSync('list.txt', kept === text ? text + process.env.OVERMIND_TASK_KEY + '\\n' : kept);
`;
const check = `
const text = require('fs').readFileSync('list.txt', 'utf8');
if (/bad|<<<<<<</.test(text)) { console.log('the list is bad'); process.exit(1); }
`;

let stand: Stand;
let repository: string;
let remote: string;
let person: Person;
let project: Project;

const git = async (...args: string[]): Promise<string> =>
  (await run('git', [...identity, ...args], { cwd: repository })).stdout.trim();

beforeAll(async () => {
  stand = new Stand({ isShared: true });
  repository = await stand.repository();
  await writeFile(join(repository, 'list.txt'), 'first\n');
  await git('add', '--all');
  await git('commit', '--quiet', '-m', 'By a person');
  remote = join(dirname(repository), 'remote.git');
  await run('git', ['clone', '--quiet', '--bare', repository, remote]);
  await git('remote', 'add', 'origin', remote);
  const server = await stand.server();
  await stand.runner(server, [dirname(repository)]);
  person = await Person.signIn(server.url);
  project = await person.post<Project>('/projects', { name: 'Shop', default_repo_path: repository });
  const node = (name: string, code: string) => ({ name, run: [process.execPath, '-e', code] });
  await person.post(`/projects/${project.id}/agents`, {
    ...{ name: 'writer', role: 'writer', type: 'local', is_enabled: true },
    config: {
      ...{ handles: ['code_change'], concurrency: 5 },
      ...{ commands: [node('write', work)], checks: [node('lint', check)] },
    },
  });
});
afterAll(async () => stand[Symbol.asyncDispose]());

const overmind = (...args: string[]): Promise<string> => runOvermind(person, dirname(repository), ...args);

const taskIn = (id: string, status: Task['status']): Promise<Task> =>
  waitFor(
    async () => {
      const task = await person.get<Task>(`/tasks/${id}`);
      if (task.status === 'failed' && status !== 'failed') throw new Error(task.status_reason ?? '');
      return task.status === status && task;
    },
    { what: `the task to be ${status}` },
  );

const mergeIn = (id: string, ...statuses: Merge['status'][]): Promise<Merge> =>
  waitFor(
    async () => {
      const merge = await person.get<Merge>(`/merges/${id}`);
      return statuses.includes(merge.status) && merge;
    },
    { what: `the merge to be ${statuses.join(' or ')}` },
  );

async function makeReviewed(title: string): Promise<Task> {
  const body = { title, type: 'code_change', agent: 'writer' };
  const task = await person.post<Task>(`/projects/${project.id}/tasks`, body);
  return taskIn(task.id, 'needs_review');
}

async function approveAndMerge(task: Task): Promise<Merge> {
  await person.post(`/tasks/${task.id}/approve`, { merge: true });
  const [merge] = await person.list<Merge>(`/projects/${project.id}/merges?task=${task.id}`);
  if (!merge) throw new Error('nothing was queued');
  return merge;
}

test('approved work reaches the branch and the remote, and a line leads back to who asked', async () => {
  const task = await makeReviewed('Put the first key on the list');
  const preview = await person.get<{ ahead: number; obstacle: unknown }>(`/tasks/${task.id}/merge`);
  expect(preview).toMatchObject({ base_branch: 'main', ahead: 1, behind: 0, conflicts: [], obstacle: null });
  await person.post(`/tasks/${task.id}/approve`, {});
  const queued = await person.post<Merge>(`/tasks/${task.id}/merge`, { strategy: 'squash', target: 'push' });
  const merge = await mergeIn(queued.id, 'merged', 'failed');
  expect(merge).toMatchObject({
    status: 'merged',
    base_branch: 'main',
    evidence: [{ name: 'lint', exit_code: 0 }],
  });
  expect(await git('rev-parse', 'main')).toBe(merge.merged_commit);
  expect(await git('status', '--porcelain')).toBe('');
  expect((await run('git', ['rev-parse', 'main'], { cwd: remote })).stdout.trim()).toBe(merge.merged_commit);
  expect(await git('log', '--max-count=1', '--format=%(trailers:key=Approved-by,valueonly)')).toMatch(
    /<.+@.+>/,
  );

  const why = await person.get<Provenance>(`/projects/${project.id}/why?path=list.txt&line=2`);
  expect(why).toMatchObject({
    ...{ text: task.key, agent: 'writer', approved_by: expect.any(String), author: expect.any(String) },
    ...{ commit: { sha: merge.merged_commit }, merge: { id: merge.id }, run: { task_id: task.id } },
    task: { key: task.key },
  });
  expect(await overmind('why', `${join(repository, 'list.txt')}:2`, '--project', project.key)).toContain(
    task.key,
  );
  const byHand = await person.get<Provenance>(`/projects/${project.id}/why?path=list.txt&line=1`);
  expect(byHand).toMatchObject({
    run: null,
    task: null,
    detail: expect.stringContaining('Ada made this commit'),
  });
  const past = await person.try('GET', `/projects/${project.id}/why?path=list.txt&line=9`);
  expect(past).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('list.txt has 2 lines') },
  });
});

test('work that conflicts is shown, rebased by its agent, and goes in', async () => {
  const [one, two] = await Promise.all([makeReviewed('Put a key on'), makeReviewed('Put another key on')]);
  await mergeIn((await approveAndMerge(one)).id, 'merged');
  const conflict = await mergeIn((await approveAndMerge(two)).id, 'conflict', 'merged');
  expect(conflict).toMatchObject({ status: 'conflict', conflicts: ['list.txt'] });
  const inbox = await person.list<InboxItem>(`/inbox?project=${project.id}&kind=merge`);
  expect(inbox).toMatchObject([{ kind: 'merge', merge: { id: conflict.id } }]);

  expect(await overmind('merge', 'preview', two.key)).toMatch(
    /^1 commit ahead of main, 2 behind\.\n.*list\.txt/s,
  );
  expect(await overmind('merge', 'show', two.key)).toMatch(/conflict .*\n {2}list\.txt\n.* of \w{10}/s);
  const rebase = JSON.parse(await overmind('rebase', two.key, '--json')) as Task;
  await expect(overmind('rebase', one.key)).rejects.toMatchObject({
    ...{ code: 4, stderr: expect.stringContaining('has no merge that conflicts') },
  });
  await taskIn(rebase.id, 'needs_review');
  const merged = await mergeIn((await approveAndMerge(rebase)).id, 'merged', 'conflict', 'check_failed');
  expect(merged.status).toBe('merged');
  const list = await git('show', 'main:list.txt');
  expect(list.split('\n')).toEqual(expect.arrayContaining([one.key, two.key]));
  expect((await mergeIn(conflict.id, 'conflict')).detail).toContain(`went into main with ${rebase.key}`);
});

test('a line of a result is commented on from the terminal', async () => {
  const { key } = await makeReviewed('Put a key on that is talked about');
  const made = await overmind('review', 'comment', key, 'list.txt:2', 'keep', 'the', 'order');
  const [id = ''] = made.split(' ');
  expect(await overmind('review', 'list', key)).toMatch(/list\.txt:2 +keep the order +not sent yet/);
  expect(await overmind('review', 'edit', id, 'sort it')).toContain('sort it');
  expect(await overmind('review', 'remove', id)).toBe('Taken back.\n');
  expect(await overmind('review', 'list', key)).toBe('Nobody has commented on a line yet.\n');
});

test('local changes in the way are not touched, and what was merged is taken back without an agent', async () => {
  const task = await makeReviewed('Put a key on that is taken back');
  await writeFile(join(repository, 'list.txt'), 'mine\n');
  const stopped = await mergeIn((await approveAndMerge(task)).id, 'failed', 'merged');
  expect(stopped).toMatchObject({ status: 'failed', detail: expect.stringContaining('Commit or stash') });
  expect(await git('diff', '--name-only')).toBe('list.txt');
  await git('checkout', '--', 'list.txt');
  const again = await person.post<Merge>(`/tasks/${task.id}/merge`, {});
  await mergeIn(again.id, 'merged');
  expect(await git('show', 'main:list.txt')).toContain(task.key);

  const revert = await person.post<Task>(`/merges/${again.id}/revert`);
  await taskIn(revert.id, 'needs_review');
  await mergeIn((await approveAndMerge(revert)).id, 'merged');
  expect(await git('show', 'main:list.txt')).not.toContain(task.key);
});
