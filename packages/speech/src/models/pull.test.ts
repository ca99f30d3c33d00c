import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localHealth } from '../process/local-speech.ts';
import { checkModel, verifyModel } from './check.ts';
import { Model } from './manifest.ts';
import { chooseModels, findOwnFolderProblem, listModels } from './places.ts';
import { type PullProgress, pullModel } from './pull.ts';

const weights = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7) % 251));
const tokens = Buffer.from('a b c');
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let folder = '';
let server: ReturnType<typeof createServer>;
let origin = '';
let answer: Answer = serve;
let requests: { url: string; range: string | undefined }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'models-'));
  requests = [];
  answer = serve;
  server = createServer((request, response) => {
    requests.push({ url: request.url ?? '', range: request.headers.range });
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const contentOf = (request: IncomingMessage): Buffer => (request.url === '/weights.onnx' ? weights : tokens);
const startOf = (request: IncomingMessage): number =>
  Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);

function serve(request: IncomingMessage, response: ServerResponse): void {
  const from = startOf(request);
  response.writeHead(from > 0 ? 206 : 200).end(contentOf(request).subarray(from));
}

/** Sends so much of what was asked for and hangs up. */
const cutAfter = (bytes: number, tries = Number.POSITIVE_INFINITY): Answer => {
  let count = 0;
  return (request, response) => {
    if (request.url !== '/weights.onnx' || count++ >= tries) return serve(request, response);
    const from = startOf(request);
    const rest = weights.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length });
    response.write(rest.subarray(0, bytes), () => response.destroy());
  };
};

const model = (changes: Partial<Record<'sha256' | 'size_bytes', string | number>> = {}): Model =>
  Model.parse({
    name: 'small-en',
    title: 'Small, English',
    kind: 'recognition',
    engine: 'moonshine',
    languages: ['en'],
    source: 'a test',
    licence: 'MIT',
    files: [
      {
        path: 'weights.onnx',
        size_bytes: weights.length,
        sha256: sha256(weights),
        url: `${origin}/weights.onnx`,
        ...changes,
      },
      {
        path: 'text/tokens.txt',
        size_bytes: tokens.length,
        sha256: sha256(tokens),
        url: `${origin}/tokens.txt`,
      },
    ],
  });

const pull = (of = model(), onProgress?: (progress: PullProgress) => void): Promise<void> =>
  pullModel(of, { folder, ...(onProgress ? { onProgress } : {}) });
const target = (): string => join(folder, 'small-en');

test('fetches every file, tells how far it is, and the model is there and used', async () => {
  const told: PullProgress[] = [];
  await pull(model(), (progress) => told.push(progress));
  expect(await readFile(join(target(), 'weights.onnx'))).toEqual(weights);
  expect(await verifyModel(target(), model())).toEqual({ state: 'present' });
  expect(told.at(-1)).toMatchObject({
    bytes: weights.length + tokens.length,
    totalBytes: weights.length + tokens.length,
  });
  const known = await listModels({ own: null, pulled: folder, shipped: null });
  expect(chooseModels(known).recognition).toMatchObject({ folder: target(), place: 'pulled' });
  expect(await readdir(join(folder, '.pulling'))).toEqual([]);
});

test('goes on where the connection was cut', async () => {
  answer = cutAfter(100_000, 2);
  await pull();
  expect(await verifyModel(target(), model())).toEqual({ state: 'present' });
  const ranges = requests.filter(({ url }) => url === '/weights.onnx').map(({ range }) => range);
  expect(ranges[0]).toBeUndefined();
  expect(ranges.length).toBeGreaterThan(1);
  expect(ranges.slice(1).every((range) => range !== undefined)).toBe(true);
});

test('keeps what arrived for the next pull when the server stays away', async () => {
  let half: ServerResponse | null = null;
  answer = (_request, response) => {
    if (half !== null) return void response.destroy();
    half = response;
    response.writeHead(200, { 'content-length': weights.length }).write(weights.subarray(0, 100_000));
  };
  const pulled = pull(model(), ({ bytes }) => {
    if (bytes > 0) half?.destroy();
  });
  await expect(pulled).rejects.toMatchObject({
    fault: 'no_model',
    message: expect.stringContaining('goes on from there'),
  });
  expect(await checkModel(target(), model())).toMatchObject({ state: 'missing' });
  requests = [];
  answer = serve;
  await pull();
  expect(Number(/bytes=(\d+)-/.exec(requests[0]?.range ?? '')?.[1])).toBeGreaterThan(0);
  expect(await verifyModel(target(), model())).toEqual({ state: 'present' });
});

test('begins again where the server knows no ranges', async () => {
  let count = 0;
  answer = (request, response) => {
    if (request.url === '/weights.onnx' && count++ === 0) return cutAfter(50_000)(request, response);
    response.writeHead(200).end(contentOf(request));
  };
  await pull();
  expect(await verifyModel(target(), model())).toEqual({ state: 'present' });
});

test('throws away what is not the file that is pinned, and leaves no model', async () => {
  await expect(pull(model({ sha256: sha256(tokens) }))).rejects.toMatchObject({
    message: expect.stringContaining('SHA-256 differs'),
  });
  expect(await readdir(folder)).toEqual(['.pulling']);
  expect(await readdir(join(folder, '.pulling/small-en'))).toEqual([]);
  await pull();
  expect(await verifyModel(target(), model())).toEqual({ state: 'present' });
});

test('takes no more than the manifest says', async () => {
  answer = (request, response) => {
    response.writeHead(200).end(Buffer.concat([contentOf(request), Buffer.alloc(5_000_000)]));
  };
  await expect(pull()).rejects.toMatchObject({
    message: expect.stringContaining('longer than the manifest says'),
  });
});

test('says when the disk has no room for it, before anything is fetched', async () => {
  const huge = model({ size_bytes: Number.MAX_SAFE_INTEGER });
  await expect(pull(huge)).rejects.toMatchObject({ message: expect.stringContaining('too full') });
  expect(requests).toEqual([]);
});

test('names what the server refuses', async () => {
  answer = (_request, response) => void response.writeHead(404).end();
  await expect(pull()).rejects.toMatchObject({ message: expect.stringContaining('answered 404') });
  expect(requests).toHaveLength(1);
});

test('follows a publisher to its store, and never away from https', async () => {
  answer = (request, response) => {
    if (request.url === '/tokens.txt') return void response.writeHead(302, { location: '/store' }).end();
    if (request.url === '/store') return void response.writeHead(200).end(tokens);
    serve(request, response);
  };
  await pull();
  expect(await verifyModel(target(), model())).toEqual({ state: 'present' });
  await rm(target(), { recursive: true });
  answer = (_request, response) => void response.writeHead(302, { location: 'http://192.0.2.1/x' }).end();
  await expect(pull()).rejects.toMatchObject({ message: expect.stringContaining('only https') });
});

test('mends a damaged model by the file that is damaged', async () => {
  await pull();
  await writeFile(join(target(), 'weights.onnx'), Buffer.alloc(weights.length));
  expect(await checkModel(target(), model())).toEqual({ state: 'present' });
  expect(await verifyModel(target(), model())).toMatchObject({ state: 'damaged', file: 'weights.onnx' });
  requests = [];
  await pull();
  expect(requests.map(({ url }) => url)).toEqual(['/weights.onnx']);
  expect(await verifyModel(target(), model())).toEqual({ state: 'present' });
});

test('prefers models of one’s own, and passes over what is not whole', async () => {
  await pull();
  const own = join(folder, 'own');
  await mkdir(join(own, 'small-en'), { recursive: true });
  await writeFile(join(own, 'manifest.json'), JSON.stringify({ models: [model()] }));
  const places = { own, pulled: folder, shipped: null };
  const known = await listModels(places);
  expect(known.map(({ place, state }) => [place, state.state])).toEqual([
    ['own', 'offered'],
    ['pulled', 'present'],
  ]);
  expect(chooseModels(known).recognition?.place).toBe('pulled');
});

test('passes over what is for an engine that is not known here, and says so', async () => {
  await pull();
  const own = join(folder, 'own');
  await mkdir(own, { recursive: true });
  const other = { ...model(), engine: 'whisper' };
  await cp(target(), join(own, other.name), { recursive: true });
  await rm(join(own, other.name, 'model.json'), { force: true });
  await writeFile(join(own, 'manifest.json'), JSON.stringify({ models: [other] }));
  const places = { own, pulled: folder, shipped: null };
  expect(chooseModels(await listModels(places)).recognition?.place).toBe('pulled');
  expect((await localHealth({ ...places, pulled: join(folder, 'none') })).recognition).toMatchObject({
    state: 'no_model',
    detail: expect.stringContaining('for the engine "whisper", which is not known here'),
  });
});

test('says of a folder of one’s own that holds no models that it does not', async () => {
  const places = { own: join(folder, 'typo'), pulled: folder, shipped: null };
  expect(await findOwnFolderProblem(places)).toContain(`SPEECH_MODEL_DIR is ${places.own}`);
  expect(await findOwnFolderProblem({ ...places, own: null })).toBeNull();
});

test.each(['../weights.onnx', '/etc/passwd', 'a/../b', '.hidden', 'a\\b'])(
  'refuses the path %s in a manifest',
  (path) => {
    const { files, ...rest } = model();
    expect(Model.safeParse({ ...rest, files: [{ ...files[0], path }] }).success).toBe(false);
  },
);
