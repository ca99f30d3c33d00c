import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunnerFrame } from '@overmind/contracts/frames/runner';
import { createTempFolder, type TempFolder } from '@overmind/testing/temp-folder';
import { waitFor } from '@overmind/testing/wait-for';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { listProcesses } from '../process/process-table.ts';
import type { Tree } from '../process/tree.ts';
import { TerminalDesk } from './desk.ts';
import { type Place, Places } from './places.ts';
import type { FinishedRecording } from './recording.ts';

const runId = '00000000-0000-4000-8000-000000000001';
const terminalId = '00000000-0000-4000-8000-000000000002';

let folder: TempFolder;
let places: Places;
let frames: RunnerFrame[];
let uploads: { recording: FinishedRecording; content: string }[];
let isServerThere: boolean;
let desk: TerminalDesk;
let exceeded: AbortController;
let terminalIdleMs: number;
let terminalEndMs: number;
let holdsTree: boolean;
let trees: Tree[];
let said: string[];

const place = (): Place => ({
  workspace: folder.path,
  withheld: ['API_KEY'],
  confinement: {
    wrap: ({ argv, env }) => ({
      argv: [...argv],
      env: { PATH: process.env['PATH'] ?? '', HOME: folder.path, API_KEY: 'not-for-people', ...env },
    }),
    record: (tree) => {
      trees.push(tree);
      return { [Symbol.dispose]: () => {} };
    },
    holdsTree,
    exceeded: exceeded.signal,
  },
});

beforeEach(async () => {
  folder = await createTempFolder();
  places = new Places();
  frames = [];
  uploads = [];
  isServerThere = true;
  exceeded = new AbortController();
  terminalIdleMs = 60_000;
  terminalEndMs = 60_000;
  holdsTree = false;
  trees = [];
  said = [];
  desk = makeDesk();
});

function makeDesk(): TerminalDesk {
  return new TerminalDesk({
    folder: join(folder.path, 'terminals'),
    places,
    kept: { hold: async () => null },
    send: (frame) => frames.push(frame) > 0,
    upload: async (recording) => {
      if (!isServerThere) throw new Error('the server is away');
      uploads.push({ recording, content: await readFile(recording.path, 'utf8') });
      return true;
    },
    limits: { ...defaultLimits, retryMinMs: 5, retryMaxMs: 20, terminalIdleMs, terminalEndMs },
    log: (_level, message) => said.push(message),
  });
}
afterEach(async () => {
  await desk.stop();
  await folder.remove();
});

const shown = (): string =>
  frames
    .map((frame) => (frame.type === 'terminal.data' ? Buffer.from(frame.data, 'base64').toString() : ''))
    .join('');
const closed = () => frames.find((frame) => frame.type === 'terminal.closed');
const open = () =>
  desk.receive({ type: 'terminal.open', terminal_id: terminalId, run_id: runId, cols: 80, rows: 24 });
const type = (text: string) =>
  desk.receive({
    type: 'terminal.data',
    terminal_id: terminalId,
    data: Buffer.from(text).toString('base64'),
  });
const opened = () =>
  waitFor(() => frames.some((frame) => frame.type === 'terminal.opened'), { what: 'the terminal to open' });

test('a shell answers in the workspace, ends with its exit code, and all that was shown is on record', async () => {
  await using _place = places.enter(runId, place());
  open();
  await opened();
  type('pwd; seq 1 2000 | tail -n 3; exit 7\n');
  await waitFor(() => closed() !== undefined, { what: 'the end of the terminal' });
  expect(closed()).toMatchObject({ exit_code: 7 });
  expect(shown()).toContain(folder.path);
  expect(shown()).toContain('1999\r\n2000\r\n');
  expect(shown()).not.toContain(']777;');
  await waitFor(() => uploads.length > 0, { what: 'the recording' });
  const [header = '', ...events] = (uploads[0]?.content ?? '').trim().split('\n');
  expect(JSON.parse(header)).toMatchObject({ version: 2, width: 80, height: 24 });
  const recorded = events.map((line) => JSON.parse(line) as [number, string, string]);
  expect(recorded.map(([, kind, data]) => (kind === 'o' ? data : '')).join('')).toBe(shown());
});

test('what runs there does not see the variables that are withheld', async () => {
  await using _place = places.enter(runId, place());
  open();
  await opened();
  type('echo "[$API_KEY$TERM]"; exit\n');
  await waitFor(() => closed() !== undefined, { what: 'the end of the terminal' });
  expect(shown()).toContain('[xterm-256color]');
});

test('a terminal changes its size with the window', async () => {
  await using _place = places.enter(runId, place());
  open();
  await opened();
  desk.receive({ type: 'terminal.resize', terminal_id: terminalId, cols: 101, rows: 33 });
  type('stty size; exit\n');
  await waitFor(() => closed() !== undefined, { what: 'the end of the terminal' });
  expect(shown()).toContain('33 101');
});

test('a workspace that is left takes its terminals and all they started with it', async () => {
  const entered = places.enter(runId, place());
  open();
  await opened();
  type('(trap "" HUP TERM; while :; do sleep 0.02; echo $BASHPID > beat.new; mv beat.new beat; done) &\n');
  await waitFor(() => existsSync(join(folder.path, 'beat')), { what: 'the background process' });
  await entered[Symbol.asyncDispose]();
  expect(closed()).toMatchObject({ exit_code: null, detail: 'The run ended.' });
  expect(places.find(runId)).toBeNull();
  const pid = Number(await readFile(join(folder.path, 'beat'), 'utf8'));
  expect(pid).toBeGreaterThan(0);
  expect(listProcesses().some((entry) => entry.pid === pid && !entry.isZombie)).toBe(false);
});

test('no terminal is opened where no run works', async () => {
  open();
  await waitFor(() => closed() !== undefined, { what: 'the end of the terminal' });
  expect(closed()).toMatchObject({ exit_code: null, detail: expect.stringContaining('not there any more') });
});

test('a recording waits on the disk for a server that is away, also over a restart', async () => {
  isServerThere = false;
  const entered = places.enter(runId, place());
  open();
  await opened();
  await desk.closeAll('The connection was lost.');
  await entered[Symbol.asyncDispose]();
  expect(existsSync(join(folder.path, 'terminals', `${terminalId}.cast`))).toBe(true);
  isServerThere = true;
  desk.deliver();
  await waitFor(() => uploads.length === 1, { what: 'the recording' });
  await waitFor(() => !existsSync(join(folder.path, 'terminals', `${terminalId}.cast`)), {
    what: 'the recording to be removed',
  });
});

test('a flood is shown in order and does not pile up', async () => {
  await using _place = places.enter(runId, place());
  open();
  await opened();
  type('seq 1 200000; exit\n');
  await waitFor(() => closed() !== undefined, { what: 'the end of the terminal' });
  const lines = shown()
    .split('\r\n')
    .map((line) => /\d+$/.exec(line)?.[0])
    .filter((line) => line !== undefined);
  expect(lines.slice(-200_000)).toEqual(Array.from({ length: 200_000 }, (_, index) => String(index + 1)));
});

test('what does not end though it was killed is not waited for for ever, and told of', async () => {
  await using _place = places.enter(runId, place());
  terminalEndMs = 0;
  desk = makeDesk();
  open();
  await opened();
  type('(trap "" HUP TERM; echo $BASHPID > pid.new; mv pid.new pid; while :; do sleep 1; done) &\n');
  await waitFor(() => existsSync(join(folder.path, 'pid')), { what: 'the background process' });
  await desk.closeAll('The person left.');
  expect(closed()).toMatchObject({ detail: 'The person left.' });
  expect(said).toEqual(['A terminal was killed, and not all of it has ended.']);
});

test('a terminal that a sandbox holds together is ended with its namespace, without a mark to search for', async () => {
  holdsTree = true;
  await using _place = places.enter(runId, place());
  open();
  await opened();
  expect(trees).toMatchObject([{ isHeld: true, marker: null }]);
  await desk.closeAll('The person left.');
  expect(closed()).toMatchObject({ detail: 'The person left.' });
});

test('what does all to leave its terminal goes with it all the same', async () => {
  await using _place = places.enter(runId, place());
  open();
  await opened();
  type('(setsid sh -c "echo \\$\\$ > pid.new; mv pid.new pid; exec sleep 600" &)\n');
  await waitFor(() => existsSync(join(folder.path, 'pid')), { what: 'the process that left' });
  const pid = Number(await readFile(join(folder.path, 'pid'), 'utf8'));
  desk.receive({ type: 'terminal.close', terminal_id: terminalId });
  await waitFor(() => closed() !== undefined, { what: 'the end of the terminal' });
  expect(pid).toBeGreaterThan(0);
  expect(listProcesses().some((entry) => entry.pid === pid && !entry.isZombie)).toBe(false);
});

test('a terminal in which nothing is typed ends, and so does one whose run met a limit', async () => {
  await using _place = places.enter(runId, place());
  terminalIdleMs = 1;
  desk = makeDesk();
  open();
  await waitFor(() => closed() !== undefined, { what: 'the end of the terminal' });
  expect(closed()).toMatchObject({ detail: 'Nothing was typed for a long time.' });
  terminalIdleMs = 60_000;
  desk = makeDesk();
  frames = [];
  open();
  await opened();
  exceeded.abort('It took too much.');
  await waitFor(() => closed() !== undefined, { what: 'the end of the terminal' });
  expect(closed()).toMatchObject({ detail: 'It took too much.' });
});

test('one that is to be closed while it is being opened does not stay', async () => {
  await using _place = places.enter(runId, place());
  open();
  await desk.closeAll('The connection was lost.');
  expect(closed()).toMatchObject({ exit_code: null, detail: 'The connection was lost.' });
});

test('what a shell leaves behind when it ends by itself goes too', async () => {
  await using _place = places.enter(runId, place());
  open();
  await opened();
  type('(nohup sleep 600 >/dev/null 2>&1 & echo $! > pid); exit 5\n');
  await waitFor(() => closed() !== undefined, { what: 'the end of the terminal' });
  expect(closed()).toMatchObject({ exit_code: 5, detail: 'The shell ended.' });
  const pid = Number(await readFile(join(folder.path, 'pid'), 'utf8'));
  expect(pid).toBeGreaterThan(0);
  expect(listProcesses().some((entry) => entry.pid === pid && !entry.isZombie)).toBe(false);
});
