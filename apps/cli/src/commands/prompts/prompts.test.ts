import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Prompt, PromptVersion } from '@overmind/contracts/entities/prompt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms } from '../../test-support/build.ts';
import { type Result, runCli } from '../../test-support/cli.ts';
import { signIn } from '../../test-support/signed-in.ts';
import { type RunningUp, startUp } from '../../test-support/up.ts';

const key = 'run.report';

describe.runIf(process.platform === 'linux')('prompts, on the demo', () => {
  let up: RunningUp;
  const cli = (args: string[], env: NodeJS.ProcessEnv = up.env, input = ''): Promise<Result> =>
    runCli(['prompts', ...args], { env, input });
  async function out(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await cli(args);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
    return stdout;
  }
  const shown = async (): Promise<{ prompt: Prompt; version: PromptVersion }> =>
    JSON.parse(await out('show', key, '--json'));
  const fileOf = async (name: string, text: string): Promise<string> => {
    const file = join(dirname(up.dataDir), name);
    await writeFile(file, text);
    return file;
  };

  beforeAll(async () => {
    await buildPrograms();
    up = await startUp({ args: ['--demo', '--no-demo-model'] });
    await signIn(up);
  });
  afterAll(async () => {
    await up[Symbol.asyncDispose]();
    await rm(dirname(up.dataDir), { recursive: true, force: true });
  });

  it('are listed with their active versions, and shown as they are told', async () => {
    expect(await out('list')).toMatch(/^planner\.requests +version 1 of 1 +\S/m);
    const { version } = await shown();
    const text = await out('show', key);
    expect(text).toMatch(/^run\.report {2}.* version 1, active\n/);
    expect(text).toContain(`Body:\n${version.body.trimEnd()}`);
  });

  it('are written anew from what was shown, used once activated, and rolled back', async () => {
    const before = await shown();
    const changed = { ...before, version: { ...before.version, body: `${before.version.body}\nBe brief.` } };
    const file = await fileOf('report.json', JSON.stringify(changed));
    expect(await out('edit', key, '--file', file, '--note', 'shorter')).toContain(
      'run.report has a version 2. Use it: overmind prompts activate run.report 2',
    );
    expect(await out('show', key, '--version', '2')).toMatch(/version 2, not active\nNote: shorter\n/);
    expect(await out('activate', key, '2')).toContain('Version 2 of run.report is active.');
    expect(await out('versions', key)).toMatch(/^2 +active +\d{4}-.* shorter\n1 +\d{4}-/);
    expect((await shown()).version.body).toMatch(/\nBe brief\.$/);
    expect(await out('rollback', key)).toContain('Version 1 of run.report is active.');
    expect(await shown()).toMatchObject({ prompt: { active_version: 1 }, version: { number: 1 } });
    // The file is of before others changed the prompt.
    expect(await cli(['edit', key, '--file', file])).toMatchObject({
      ...{ code: 1, stderr: expect.stringContaining('Someone changed this') },
    });
  });

  it('take plain text from a pipe as the body', async () => {
    const { version } = await shown();
    const { code } = await cli(['edit', key, '--file', '-'], up.env, `${version.body}\nBe kind.\n`);
    expect(code).toBe(0);
    const [newest] = JSON.parse(await out('versions', key, '--json')) as PromptVersion[];
    expect(newest).toMatchObject({ system: version.system, body: `${version.body}\nBe kind.` });
  });

  it('say plainly what is wrong, or may not be', async () => {
    const unknown = await fileOf('unknown.txt', 'Be {{mood}}.');
    expect(await cli(['edit', key, '--file', unknown])).toMatchObject({
      ...{ code: 1, stderr: expect.stringContaining('{{mood}} is not among the variables') },
    });
    expect(await cli(['edit', key, '--file', await fileOf('none.json', '{"body": ""}')])).toMatchObject({
      ...{ code: 2, stderr: expect.stringContaining('This is no prompt.\n  body: ') },
    });
    const other = JSON.stringify(await shown());
    expect(await cli(['edit', 'run.reviewer', '--file', await fileOf('other.json', other)])).toMatchObject({
      ...{ code: 2, stderr: expect.stringContaining('holds the prompt "run.report"') },
    });
    expect(await cli(['rollback', 'planner.requests'])).toMatchObject({
      ...{ code: 2, stderr: expect.stringContaining('there is none before it') },
    });
    expect(await cli(['activate', key, '99'])).toMatchObject({ code: 4 });
    expect(await cli(['show', 'nobody.knows'])).toMatchObject({
      ...{ code: 4, stderr: expect.stringContaining('There is no prompt "nobody.knows"') },
    });
    const stranger = { ...up.env, OVERMIND_TOKEN: 'wrong' };
    expect(await cli(['activate', key, '2'], stranger)).toMatchObject({
      ...{ code: 3, stderr: expect.stringContaining('You are not signed in') },
    });
    expect((await shown()).prompt.active_version).toBe(1);
  });
});
