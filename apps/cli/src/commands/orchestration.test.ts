import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ImportReport } from '@overmind/contracts/entities/archive';
import type { Message } from '@overmind/contracts/entities/conversation';
import type { Cycle } from '@overmind/contracts/entities/cycle';
import type { StateVersionLine } from '@overmind/contracts/entities/state';
import type { Task } from '@overmind/contracts/entities/task';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms } from '../test-support/build.ts';
import { type Call, launcher, type Result, runCli } from '../test-support/cli.ts';
import { signIn } from '../test-support/signed-in.ts';
import { type RunningUp, startUp } from '../test-support/up.ts';

describe.runIf(process.platform === 'linux')('tasks, state and cycles, on the demo', () => {
  let up: RunningUp;
  const folder = (): string => dirname(up.dataDir);
  const cli = (args: string[], call: Partial<Call> = {}): Promise<Result> =>
    runCli(args, { env: up.env, ...call });
  /** What a command that succeeds prints. */
  async function out(args: string[], call: Partial<Call> = {}): Promise<string> {
    const { code, stdout, stderr } = await cli(args, call);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
    return stdout;
  }
  const json = async <T>(args: string[]): Promise<T> => JSON.parse(await out([...args, '--json'])) as T;

  beforeAll(async () => {
    await buildPrograms();
    up = await startUp({ args: ['--demo'] });
    await signIn(up);
    // Nothing starts by itself, so that tasks stand where they are put.
    await out(['say', 'pause']);
  });

  afterAll(async () => {
    await up[Symbol.asyncDispose]();
    await rm(dirname(up.dataDir), { recursive: true, force: true });
  });

  it('adds tasks, and shows one with its history', async () => {
    expect(await out(['tasks', 'add', 'Write', 'the', 'guide', '--type', 'doc', '-P', '4'])).toMatch(
      /^DS-1 {2}queued {2}Write the guide\n$/,
    );
    await out([
      'tasks',
      'add',
      'Draw the map',
      '--type',
      'research',
      '--depends-on',
      'ds-1',
      '-c',
      'It is drawn',
    ]);
    await out(['tasks', 'comment', 'DS-2'], { input: 'in blue\n' });
    const shown = await out(['tasks', 'show', 'DS-2']);
    expect(shown).toMatch(/waits for +DS-1/);
    expect(shown).toContain('- It is drawn');
    expect(shown).toContain('in blue');
    const task = await json<Task & { events: unknown[] }>(['tasks', 'show', 'DS-1']);
    expect(task).toMatchObject({ key: 'DS-1', priority: 4, type: 'doc', dependents: [expect.any(String)] });
    expect(task.events.length).toBeGreaterThan(0);
  });

  it('does one thing to several tasks, and says which were refused', async () => {
    expect(await out(['tasks', 'priority', '1', 'DS-1', 'DS-2'])).toBe('DS-1  P1\nDS-2  P1\n');
    expect(await out(['tasks', 'assign', 'qa', 'DS-1'])).toBe('DS-1  given to qa\n');
    expect(await out(['tasks', 'block', 'DS-1', '--reason', 'waits for ink'])).toBe('DS-1  blocked\n');
    expect(await out(['tasks', '--status', 'blocked'])).toMatch(/^DS-1 +P1 +blocked +qa +.*waits for ink/);
    const mixed = await cli(['tasks', 'unblock', 'DS-1', 'DS-2']);
    expect(mixed).toMatchObject({
      code: 1,
      stdout: 'DS-1  queued\n',
      stderr: expect.stringMatching(/^DS-2: .+\n$/),
    });
    expect((await cli(['tasks', 'run', 'DS-77'])).code).toBe(4);
  });

  it('lists by type, agent and words', async () => {
    const keys = async (...args: string[]): Promise<string[]> =>
      (await json<Task[]>(['tasks', ...args])).map(({ key }) => key);
    expect(await keys('--type', 'doc,test')).toEqual(['DS-1']);
    expect(await keys('--agent', 'qa')).toEqual(['DS-1']);
    expect(await keys('--query', 'map')).toEqual(['DS-2']);
    expect(await keys('--limit', '1')).toHaveLength(1);
    expect(await out(['tasks', '--query', 'nowhere'])).toBe('None.\n');
    expect((await cli(['tasks', '--agent', 'ghost'])).code).toBe(4);
  });

  it('shows and sets what a task waits for', async () => {
    expect(await out(['tasks', 'depends', 'DS-2', '--after', 'ended'])).toMatch(/have ended:\nDS-1 /);
    const circle = await cli(['tasks', 'depends', 'DS-1', '--on', 'DS-2']);
    expect(circle).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('DS-1 → DS-2 → DS-1'),
    });
    expect(await out(['tasks', 'depends', 'DS-2', '--none'])).toBe('DS-2 waits for nothing.\n');
  });

  it('runs a cycle and tells its states, and what the next would do', async () => {
    const cycle = await cli(['cycle', 'run', '--full', '--wait']);
    expect(cycle.code).toBe(0);
    expect(cycle.stderr).toMatch(/queued\n.*started\n.*completed\n$/s);
    const asked = await json<Cycle>(['cycle', 'run', '--wait']);
    expect(asked).toMatchObject({ state: 'cycle.completed' });
    expect(await out(['cycle', 'log', '--limit', '1'])).toMatch(/completed +incremental/);
    expect(await out(['cycle', 'preview'])).toMatch(/Would wait|Nothing would start/);
  });

  it('shows the state document, a section of it, and its versions', async () => {
    const document = await out(['state', 'show']);
    expect(document).toMatch(/^# version \d+, .*\nproject:\n/);
    expect(await out(['state', 'show', '--yaml'])).toMatch(/^project:\n/);
    expect(await out(['state', 'show', '--section', 'project'])).toMatch(/^name: Demo shop\n/);
    const [latest] = await json<StateVersionLine[]>(['state', 'log']);
    expect(await out(['state', 'show', '--version', '1', '--json'])).toContain('"version": 1');
    expect(await out(['state', 'log', '--limit', '1'])).toMatch(new RegExp(`^v${latest?.version} `));
    expect((await cli(['state', 'show', '--section', 'wishes'])).code).toBe(2);
    expect((await cli(['state', 'show', '--version', '999'])).code).toBe(4);
  });

  it('stores notes from a pipe, a file and an editor, and finds who wrote them', async () => {
    expect(await out(['state', 'edit', '--notes', '-'], { input: 'Ship on Friday.\n' })).toMatch(
      /^Stored as version/,
    );
    expect(await out(['state', 'show', '--section', 'notes'])).toBe('Ship on Friday.\n');
    const file = join(folder(), 'notes.md');
    await writeFile(file, 'Ship on Friday.\nBring cake.\n');
    await out(['state', 'edit', '--notes', file, '--reason', 'cake']);
    const editor = join(folder(), 'editor.mjs');
    await writeFile(
      editor,
      'import { appendFileSync } from "node:fs"; appendFileSync(process.argv[2], "And tea.\\n");',
    );
    await out(['state', 'edit'], { env: { ...up.env, EDITOR: `${process.execPath} ${editor}` } });
    expect(await out(['state', 'show', '--section', 'notes'])).toBe(
      'Ship on Friday.\nBring cake.\nAnd tea.\n',
    );
    expect(
      await out(['state', 'edit', '--notes', '-'], { input: 'Ship on Friday.\nBring cake.\nAnd tea.\n' }),
    ).toBe('The notes are as they were.\n');
    expect(await out(['state', 'diff'])).toMatch(/^\+ +And tea\.$/m);
    expect(await out(['state', 'blame'])).toMatch(/^v\d+ .*And tea\.$/m);
    expect((await cli(['state', 'edit', '--notes', '/nowhere/notes'])).code).toBe(2);
  });

  it('keeps the words of an edit that cannot be stored', async () => {
    const editor = join(folder(), 'slow.mjs');
    const steal = `import { writeFileSync } from "node:fs"; import { execFileSync } from "node:child_process";
execFileSync(process.execPath, JSON.parse(process.env.STEAL), { input: "Ship on Monday.\\n" });
writeFileSync(process.argv[2], "Ship on Sunday.\\n");`;
    await writeFile(editor, steal);
    const STEAL = JSON.stringify([launcher, 'state', 'edit', '--notes', '-']);
    const edited = await cli(['state', 'edit'], {
      env: { ...up.env, STEAL, EDITOR: `${process.execPath} ${editor}` },
    });
    expect(edited).toMatchObject({ code: 1, stdout: '' });
    const kept = /kept in (\S+);/.exec(edited.stderr)?.[1] ?? '';
    expect(await readFile(kept, 'utf8')).toBe('Ship on Sunday.\n');
    expect(await out(['state', 'show', '--section', 'notes'])).toBe('Ship on Monday.\n');
    await rm(dirname(kept), { recursive: true });
  });

  it('rolls back when it is sure, and tells how the copy in Git stands', async () => {
    const versions = await json<StateVersionLine[]>(['state', 'log']);
    const cake = versions.find(({ reason }) => reason === 'cake')?.version ?? 0;
    expect(await cli(['state', 'rollback', String(cake)])).toMatchObject({ code: 2, stdout: '' });
    expect(await out(['state', 'rollback', String(cake), '--yes'])).toMatch(/^Stored as version/);
    expect(await out(['state', 'show', '--section', 'notes'])).toBe('Ship on Friday.\nBring cake.\n');
    const isInStep = async (): Promise<boolean> => (await cli(['state', 'copy'])).stdout.includes('in step');
    await waitFor(isInStep, { what: 'the copy in Git' });
  });

  it('shows what waits for a person', async () => {
    expect(await out(['inbox'])).toBe('Nothing waits for you.\n');
    await out(['tasks', 'block', 'DS-1', '--reason', 'waits for ink']);
    expect(await out(['inbox', '--kind', 'blocked'])).toMatch(
      /^blocked +DS-1 +Write the guide +waits for ink/,
    );
    await out(['tasks', 'unblock', 'DS-1']);
  });

  it('writes a project into a file, and makes another of it', async () => {
    const file = join(folder(), 'demo.overmind.tar.gz');
    expect(await out(['project', 'export', file])).toBe('');
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect((await cli(['project', 'export', file])).code).toBe(1);
    await out(['project', 'export', file, '--force']);
    expect(
      gunzipSync(await readFile(file))
        .subarray(0, 13)
        .toString(),
    ).toBe('manifest.json');
    const imported = await cli(['project', 'import', file, '--name', 'Copy', '--json']);
    const report = JSON.parse(imported.stdout) as ImportReport;
    expect(report).toMatchObject({ ids: 'remapped', project: { name: 'Copy' }, rows: { tasks: 2 } });
    const { key } = report.project;
    const copied = await json<Task[]>(['tasks', '--project', key]);
    expect(copied.map((task) => task.key).sort()).toEqual([`${key}-1`, `${key}-2`]);
    expect(await out(['state', 'show', '--project', key, '--section', 'notes'])).toBe(
      'Ship on Friday.\nBring cake.\n',
    );
  });

  it('says why an archive is refused', async () => {
    const file = join(folder(), 'broken.tar.gz');
    await writeFile(file, Buffer.alloc(3_000_000, 'x'));
    const refused = await cli(['project', 'import', file]);
    expect(refused).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/not a gzipped archive/),
    });
    expect(await cli(['project', 'import', '-'], { input: 'x' })).toMatchObject({ code: 1, stdout: '' });
    const taken = await cli(['project', 'import', join(folder(), 'demo.overmind.tar.gz'), '--ids', 'keep']);
    expect(taken).toMatchObject({ code: 1, stderr: expect.stringMatching(/ids=remap/) });
  });

  it('gives every answer to several lines: to the question, and then the task that is made', async () => {
    const input = 'what is blocked?\nadd a task: paint the fence\n';
    const printed = await out(['say', '--project', 'DS', '--json'], { input });
    const { replies, tasks } = JSON.parse(printed) as { replies: Message[]; tasks: Task[] };
    expect(replies.map((each) => each.content)).toEqual([
      'Nothing is blocked.',
      expect.stringMatching(/^Added \*\*DS-3\*\* Paint the fence/),
    ]);
    expect(tasks).toMatchObject([{ key: 'DS-3' }]);
  });
});
