import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from './support/person.ts';
import { createRepository, passingTest } from './support/repository.ts';
import { Stand } from './support/stand.ts';

const makeGit = (path: string, ...flags: string[]) =>
  promisify(execFile)('git', ['init', '--quiet', ...flags, path]);

let stand: Stand;
let root: string;
let outside: string;
let person: Person;

beforeAll(async () => {
  stand = new Stand({ isShared: true });
  root = await stand.folder();
  outside = await createRepository(join(await stand.folder(), 'outside'), passingTest);
  await createRepository(join(root, 'good'), passingTest);
  await writeFile(join(root, 'file'), 'text');
  await mkdir(join(root, 'plain'));
  await makeGit(join(root, 'bare'), '--bare');
  await makeGit(join(root, 'unborn'));
  await symlink(outside, join(root, 'link-out'));
  await symlink(join(outside, 'nothing-here'), join(root, 'dangling'));
  const server = await stand.server();
  await stand.runner(server, [root]);
  person = await Person.signIn(server.url);
});
afterAll(() => stand[Symbol.asyncDispose]());

const create = (path: string) => person.try('POST', '/projects', { name: 'Shop', default_repo_path: path });

test.each([
  ['missing', () => join(root, 'nowhere')],
  ['not_a_directory', () => join(root, 'file')],
  ['bare', () => join(root, 'bare')],
  ['empty_repository', () => join(root, 'unborn')],
  ['outside_roots', () => outside],
  ['outside_roots', () => join(root, 'link-out')],
  ['outside_roots', () => join(root, 'good/../../outside')],
  ['outside_roots', () => '/etc'],
])('a path that is %s is refused with that reason (%#)', async (reason, path) => {
  const { status, body } = await create(path());
  expect(body).toMatchObject({
    status: 422,
    rule: `repository.${reason}`,
    errors: [{ pointer: '/default_repo_path' }],
  });
  expect(status).toBe(422);
  expect(await person.list('/projects')).toEqual([]);
});

test('a link that leads out of the roots is refused even where its target does not exist', async () => {
  expect((await create(join(root, 'dangling'))).status).toBe(422);
});

test('the good one among them is taken, and so is a folder without git', async () => {
  expect((await create(join(root, 'good'))).status).toBe(201);
  expect((await create(join(root, 'plain'))).status).toBe(201);
});
