import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ImportReport } from '@overmind/contracts/entities/archive';
import { listProjects } from '@overmind/contracts/routes/projects';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { addMember, addPerson, addProject, makeToken, type Person } from '../test-support/people.ts';
import { send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

let server: TestServer;
let owner: Person;
let projectId: string;
beforeAll(async () => {
  server = await startTestServer();
  owner = await addPerson(server, { name: 'owner' });
  projectId = (await addProject(server, owner)).id;
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const download = (token?: string) =>
  send(server, { path: `/api/projects/${projectId}/export`, ...(token === undefined ? {} : { token }) });
const upload = (body: Buffer, token?: string, query = '') =>
  send(server, {
    ...{ path: `/api/projects/import${query}`, method: 'POST', body },
    ...(token === undefined ? {} : { token }),
  });
const workFiles = async () =>
  (
    await readdir(join(server.config.DATA_DIR, 'tmp'), { recursive: true, withFileTypes: true }).catch(
      () => [],
    )
  ).filter((entry) => entry.isFile());

test('the owner gets the whole project as one file, and makes another project of it', async () => {
  const exported = await download(owner.token);
  expect(exported.status).toBe(200);
  expect(exported.headers).toMatchObject({
    'content-type': 'application/gzip',
    'content-disposition': expect.stringMatching(
      /^attachment; filename="shop-[\d-]{10}\.overmind\.tar\.gz"$/,
    ),
  });
  expect(gunzipSync(exported.bytes).subarray(0, 13).toString()).toBe('manifest.json');
  const imported = await upload(exported.bytes, owner.token, '?name=Copy');
  expect(imported.status).toBe(201);
  const report = imported.json as ImportReport;
  expect(report).toMatchObject({ ids: 'remapped', files: 0, project: { name: 'Copy', my_role: 'owner' } });
  const { items } = await owner.api.call(listProjects, {});
  expect(items.map(({ name }) => name).sort()).toEqual(['Copy', 'Shop']);
  const snapshot = await send(server, {
    path: `/api/projects/${report.project.id}/snapshot`,
    token: owner.token,
  });
  expect(snapshot.status).toBe(200);
  await waitFor(async () => (await workFiles()).length === 0, { what: 'the work files to go' });
});

test('only an owner exports; whoever is signed in imports; runners and read tokens do neither', async () => {
  const maintainer = await addPerson(server, { name: 'maintainer' });
  await addMember(server, projectId, maintainer, 'maintainer');
  const stranger = await addPerson(server, { name: 'stranger' });
  const { bytes } = await download(owner.token);
  expect((await download(maintainer.token)).status).toBe(403);
  expect((await download(stranger.token)).status).toBe(404);
  expect((await download()).status).toBe(401);
  expect((await upload(bytes)).status).toBe(401);
  const admin = await addPerson(server, { isAdmin: true });
  const made = await send(server, {
    ...{ path: '/api/runners', method: 'POST', token: admin.token, body: { name: 'one' } },
  });
  expect((await download(made.json.token)).status).toBe(403);
  expect((await upload(bytes, made.json.token)).status).toBe(403);
  const read = await makeToken(owner, ['read']);
  expect((await upload(bytes, read.token)).status).toBe(403);
  const mine = await upload(bytes, stranger.token);
  expect(mine.status).toBe(201);
  expect((await download(stranger.token)).status).toBe(404);
});

test('ids that are taken are told of, and what is no archive is refused in words', async () => {
  const { bytes } = await download(owner.token);
  const taken = await upload(bytes, owner.token, '?ids=keep');
  expect([taken.status, taken.problem.detail]).toEqual([409, expect.stringContaining('ids=remap')]);
  const garbage = await upload(Buffer.alloc(5_000_000, 'x'), owner.token);
  expect([garbage.status, garbage.problem.detail]).toEqual([
    422,
    expect.stringContaining('not a gzipped archive'),
  ]);
  const cut = await upload(bytes.subarray(0, bytes.length - 20), owner.token);
  expect([cut.status, cut.problem.detail]).toEqual([422, expect.stringContaining('cut')]);
  const json = await send(server, {
    path: '/api/projects/import',
    method: 'POST',
    token: owner.token,
    body: {},
  });
  expect(json.status).toBe(415);
  await waitFor(async () => (await workFiles()).length === 0, { what: 'the work files to go' });
});

test('an upload that breaks off leaves nothing', async () => {
  const { bytes } = await download(owner.token);
  const before = await owner.api.call(listProjects, {});
  const outgoing = request({
    ...{ host: '127.0.0.1', port: server.port, path: '/api/projects/import', method: 'POST' },
    headers: {
      'content-type': 'application/gzip',
      'content-length': bytes.length,
      authorization: `Bearer ${owner.token}`,
    },
  });
  outgoing.on('error', () => {});
  outgoing.write(bytes.subarray(0, bytes.length - 100));
  await waitFor(async () => (await workFiles()).length > 0, { what: 'the upload to begin' });
  outgoing.destroy(new Error('gone'));
  await waitFor(async () => (await workFiles()).length === 0, { what: 'the work files to go' });
  expect(await owner.api.call(listProjects, {})).toEqual(before);
});

test('a download that breaks off leaves nothing', async () => {
  await new Promise<void>((resolve) => {
    const options = { host: '127.0.0.1', port: server.port, path: `/api/projects/${projectId}/export` };
    const outgoing = request(
      { ...options, headers: { authorization: `Bearer ${owner.token}` } },
      (incoming) => {
        incoming.on('error', () => {});
        incoming.destroy();
        resolve();
      },
    );
    outgoing.on('error', () => resolve());
    outgoing.end();
  });
  await waitFor(async () => (await workFiles()).length === 0, { what: 'the work files to go' });
});
