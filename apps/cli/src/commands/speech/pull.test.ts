import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listenOnLoopback } from '@overmind/testing/loopback';
import { waitFor } from '@overmind/testing/wait-for';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildPrograms } from '../../test-support/build.ts';
import { cleanEnv, type Result, runCli, spawnCli } from '../../test-support/cli.ts';

const weights = Buffer.from(Array.from({ length: 2_000_000 }, (_, at) => (at * 7) % 251));
const sha256 = createHash('sha256').update(weights).digest('hex');
let folder: string;
let publisher: Awaited<ReturnType<typeof listenOnLoopback>>;
let answer: RequestListener;
let ranges: (string | undefined)[];

const fromOf = (range: string | undefined): number => Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0);
const serve: RequestListener = (request, response) => {
  const from = fromOf(request.headers.range);
  const headers = { 'content-range': `bytes ${from}-${weights.length - 1}/${weights.length}` };
  response.writeHead(from > 0 ? 206 : 200, from > 0 ? headers : {}).end(weights.subarray(from));
};

beforeAll(buildPrograms);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pull-'));
  [answer, ranges] = [serve, []];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range);
    answer(request, response);
  });
  publisher = await listenOnLoopback(server);
});
afterEach(async () => {
  await publisher.close();
  await rm(folder, { recursive: true, force: true });
});

const env = () => cleanEnv({ DATA_DIR: join(folder, 'data') });
const overmind = (args: string[]): Promise<Result> => runCli(args, { env: env(), cwd: folder });

async function manifest(pinned = sha256): Promise<string> {
  const file = {
    path: 'weights.onnx',
    size_bytes: weights.length,
    sha256: pinned,
    url: `${publisher.url}/w`,
  };
  const model = {
    ...{ name: 'small', title: 'Small', kind: 'recognition', engine: 'moonshine', languages: ['en'] },
    ...{ source: 'a test', licence: 'MIT', files: [file] },
  };
  const path = join(folder, 'manifest.json');
  await writeFile(path, JSON.stringify({ models: [model] }));
  return path;
}

const pulled = (): Promise<string[]> => readdir(join(folder, 'data/models')).catch(() => []);

test('a pull that its publisher drops in the middle goes on where it ended', async () => {
  answer = (request, response) => {
    if (ranges.length > 2) return serve(request, response);
    const from = fromOf(request.headers.range);
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': weights.length - from });
    response.write(weights.subarray(from, from + 500_000), () => response.destroy());
  };
  const { code, stdout } = await overmind(['models', 'pull', 'small', '--manifest', await manifest()]);
  expect(stdout).toMatch(/^Small is in .+small\. Licence: MIT\n$/);
  expect(code).toBe(0);
  expect(ranges.length).toBeGreaterThan(1);
  expect(ranges.slice(1).map((range) => fromOf(range) > 0)).not.toContain(false);
  expect(await readFile(join(folder, 'data/models/small/weights.onnx'))).toEqual(weights);
  const verified = await overmind(['models', 'verify', 'small']);
  expect(verified).toMatchObject({ code: 0, stdout: 'present  small\n' });
  const listed = JSON.parse((await overmind(['models', 'list', '--json'])).stdout);
  expect(listed[0]).toMatchObject({ name: 'small', state: 'present', is_used: true });
});

test('a pull that was stopped by a Ctrl-C goes on at the next', async () => {
  answer = (_request, response) => void response.writeHead(200).write(weights.subarray(0, 700_000));
  const path = await manifest();
  const child = spawnCli(['models', 'pull', 'small', '--manifest', path], { env: env(), cwd: folder });
  const part = join(folder, 'data/models/.pulling/small', `${sha256}.part`);
  await waitFor(async () => (await readFile(part)).length > 0, { what: 'something to arrive' });
  child.kill('SIGINT');
  expect((await once(child, 'close'))[0]).toBe(1);
  expect(await pulled()).toEqual(['.pulling']);
  [answer, ranges] = [serve, []];
  expect((await overmind(['models', 'pull', 'small', '--manifest', path])).code).toBe(0);
  expect(ranges).toEqual([expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
});

test('what is not the file that is pinned is refused, and nothing of it stays', async () => {
  const path = await manifest('0'.repeat(64));
  const refused = await overmind(['models', 'pull', 'small', '--manifest', path]);
  expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('SHA-256 differs') });
  expect(await pulled()).toEqual(['.pulling']);
  expect(await readdir(join(folder, 'data/models/.pulling/small'))).toEqual([]);
  expect((await overmind(['models', 'verify', 'small'])).code).toBe(4);
});

test('models that could be pulled are listed as such, and are no fault', async () => {
  const { stdout } = await overmind(['models', 'list']);
  expect(stdout).toMatch(/^moonshine-base-en +recognition +can be pulled/m);
  expect(await overmind(['models', 'verify'])).toMatchObject({
    code: 0,
    stdout: expect.not.stringMatching(/base/),
  });
  const absent = await overmind(['models', 'verify', 'moonshine-base-en']);
  expect(absent).toMatchObject({ code: 1, stdout: expect.stringContaining('missing') });
});
