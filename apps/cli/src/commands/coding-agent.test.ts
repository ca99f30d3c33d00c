import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ReviewComment } from '@overmind/contracts/entities/merge';
import type { Permission } from '@overmind/contracts/entities/permission';
import type { Run } from '@overmind/contracts/entities/run';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms } from '../test-support/build.ts';
import { type Call, type Result, runCli } from '../test-support/cli.ts';
import { signIn } from '../test-support/signed-in.ts';
import { type RunningUp, startUp } from '../test-support/up.ts';

const unknownId = '019aa000-0000-7000-8000-000000000001';

describe.runIf(process.platform === 'linux')('what a coding agent asks and does, on the demo', () => {
  let up: RunningUp;
  const cli = (args: string[], call: Partial<Call> = {}): Promise<Result> =>
    runCli(args, { env: up.env, ...call });
  async function out(args: string[]): Promise<string> {
    const { code, stdout, stderr } = await cli(args);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
    return stdout;
  }
  const json = async <T>(args: string[]): Promise<T> => JSON.parse(await out([...args, '--json'])) as T;

  /** Gives the scripted agent work, and waits until it asks for leave. */
  async function untilAsked(title: string): Promise<{ key: string; asked: Permission }> {
    const { key } = await json<{ key: string }>(['tasks', 'add', title, '--type', 'code_change']);
    const ask = async (): Promise<Permission | undefined> =>
      (await json<Permission[]>(['runs', 'permissions', key])).find(({ status }) => status === 'pending');
    const asked = await waitFor(ask, { what: 'the agent to ask for leave' });
    return { key, asked };
  }
  const endOf = (key: string): Promise<Run> =>
    waitFor(
      async () => {
        const runs = await json<Run[]>(['runs', 'list']);
        const { id } = await json<{ id: string }>(['tasks', 'show', key]);
        return runs.find((run) => run.task_id === id && run.finished_at !== null);
      },
      { what: `the run of ${key} to end` },
    );

  beforeAll(async () => {
    await buildPrograms();
    up = await startUp({ args: ['--demo'] });
    await signIn(up);
  });
  afterAll(async () => {
    await up[Symbol.asyncDispose]();
    await rm(dirname(up.dataDir), { recursive: true, force: true });
  });

  it('is denied, and the run that waited for it goes on without', async () => {
    const { key, asked } = await untilAsked('Mend the discount');
    expect(await out(['runs', 'permissions', key])).toMatch(
      new RegExp(`^${asked.id.slice(-8)} +pending +Edit src/cart\\.js +allow, reject +`),
    );
    expect(await cli(['runs', 'deny', key, '--request', 'ffffffff'])).toMatchObject({
      ...{ code: 4, stdout: '', stderr: 'No request ends with ffffffff.\n' },
    });
    expect((await cli(['runs', 'deny', key, '--option', 'perhaps'])).code).toBe(1);
    expect(await out(['runs', 'deny', key])).toBe('Denied: Edit src/cart.js\n');
    const run = await endOf(key);
    expect(run.status).toBe('failed');
    expect(await out(['runs', 'transcript', key])).toContain('asks Edit src/cart.js (denied)');
    expect(await out(['runs', 'permissions', key])).toMatch(/ denied +Edit src\/cart\.js/);
    expect(await cli(['runs', 'deny', key])).toMatchObject({
      ...{ code: 4, stderr: 'This run waits for no permission.\n' },
    });
  });

  it('is allowed by its id and by an option of the agent, and the live run goes on with it', async () => {
    const { key, asked } = await untilAsked('Mend the discount, with leave');
    const which = ['--request', asked.id.slice(-8).toUpperCase(), '--option', 'allow'];
    const decided = await json<Permission>(['runs', 'allow', key, ...which]);
    expect(decided).toMatchObject({ id: asked.id, status: 'allowed', option_id: 'allow' });
    expect((await endOf(key)).status).toBe('completed');
    expect(await out(['runs', 'transcript', key])).toContain('asks Edit src/cart.js (allowed)');
    expect(await out(['tasks', 'diff', key])).toContain('src/cart.js');
  });

  it('is commented on line by line; comments are resolved and opened again', async () => {
    const key = (await json<{ key: string; status: string }[]>(['tasks', '--status', 'needs_review']))[0]
      ?.key;
    if (key === undefined) throw new Error('nothing is in review');
    expect(await out(['review', 'list', key])).toBe('Nobody has commented on a line yet.\n');
    const comment = (line: number, text: string): Promise<ReviewComment> =>
      json<ReviewComment>(['review', 'comment', key, `src/cart.js:${line}`, text]);
    const [first, second] = [await comment(1, 'count in cents'), await comment(2, 'say why')];
    const open = async (): Promise<string[]> =>
      (await json<ReviewComment[]>(['review', 'list', key, '--open'])).map(({ id }) => id);
    expect((await open()).sort()).toEqual([first.id, second.id].sort());

    expect(await out(['review', 'resolve', first.id])).toMatch(
      /src\/cart\.js:1 {2}count in cents {2}resolved\n$/,
    );
    expect(await open()).toEqual([second.id]);
    expect(await out(['review', 'list', key, '--open'])).not.toContain('count in cents');
    expect(await out(['review', 'list', key])).toContain('count in cents');
    const resolved = await json<ReviewComment>(['review', 'resolve', second.id]);
    expect(resolved.resolved_at).not.toBeNull();
    expect(await out(['review', 'list', key, '--open'])).toBe('Every comment is resolved.\n');

    expect(await out(['review', 'reopen', first.id])).toMatch(/count in cents {2}not sent yet\n$/);
    expect(await open()).toEqual([first.id]);
    expect((await cli(['review', 'resolve', unknownId])).code).toBe(4);
    expect((await cli(['review', 'reopen', unknownId])).code).toBe(4);
  });

  it('is changed by whoever wrote the comment, or taken back', async () => {
    const [task] = await json<{ key: string }[]>(['tasks', '--status', 'needs_review']);
    const key = task?.key ?? '';
    const [comment] = await json<ReviewComment[]>(['review', 'list', key, '--open']);
    const id = comment?.id ?? '';
    expect(await out(['review', 'edit', id, 'count', 'in', 'euros'])).toContain('count in euros');
    expect(await out(['review', 'remove', id])).toBe('Taken back.\n');
    expect((await json<ReviewComment[]>(['review', 'list', key])).map((each) => each.id)).not.toContain(id);
    expect((await cli(['review', 'remove', id])).code).toBe(4);
  });
});
