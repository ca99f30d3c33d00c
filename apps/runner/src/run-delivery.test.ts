import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@overmind/testing/wait-for';
import { describe, expect, it } from 'vitest';
import { nodeStep } from './test-support/job.ts';
import { runGit } from './test-support/repository.ts';
import { makeStand } from './test-support/stand.ts';

const counting = (lines: number, everyMs: number) =>
  nodeStep(
    'count',
    `let n = 0; const t = setInterval(() => { console.log("line " + ++n); if (n === ${lines}) clearInterval(t); }, ${everyMs})`,
  );
const counted = (lines: number): string[] => Array.from({ length: lines }, (_, index) => `line ${index + 1}`);

it('gives its workspace back also where the home of an agent cannot be removed', async () => {
  const { server, assign, settings, logged } = await makeStand();
  // No folder, so nothing can be looked for in it.
  await writeFile(join(settings.dataDir, 'agents'), '');
  const { run } = assign({ commands: [nodeStep('done', '')] });
  await server.waitFor('complete', run.id);
  await waitFor(async () => (await readdir(join(settings.dataDir, 'runs'))).length === 0, {
    what: 'the spool to go',
  });
  expect(await readdir(join(settings.dataDir, 'worktrees'))).toEqual([]);
  expect(logged.join('')).toContain('The home of a coding agent could not be removed.');
});

describe('delivery', () => {
  it('loses no line and repeats none over lost connections and a server away', async () => {
    const { server, assign } = await makeStand();
    const { run } = assign({ commands: [counting(300, 4)] });
    for (const seen of [20, 60, 120]) {
      await waitFor(() => server.messages(run.id, 'stdout').length >= seen, { what: `${seen} lines` });
      server.cut();
    }
    await server.stop();
    await server.start();
    const { result } = await server.waitFor('complete', run.id);
    expect(server.messages(run.id, 'stdout')).toEqual(counted(300));
    expect(result.metrics.log_lines).toBe(server.lines(run.id).length);
    expect(server.violations).toEqual([]);
  });

  it('tells an end that came while the server was away, and only then forgets the run', async () => {
    const { server, assign, settings } = await makeStand();
    const { run } = assign({ commands: [counting(5, 30)] });
    await waitFor(() => server.messages(run.id, 'stdout').length > 0, { what: 'the first line' });
    await server.stop();
    const folder = join(settings.dataDir, 'runs', run.id);
    await waitFor(async () => (await readdir(folder)).includes('end.json'), { what: 'the end on disk' });
    server.isRefusingUploads = true;
    await server.start();
    await waitFor(() => server.messages(run.id, 'stdout').length === 5, { what: 'the lines' });
    expect(server.all('complete', run.id)).toEqual([]);
    server.isRefusingUploads = false;
    await server.waitFor('complete', run.id);
    await waitFor(async () => (await readdir(join(settings.dataDir, 'runs'))).length === 0, {
      what: 'the spool to go',
    });
  });

  it('leaves no empty branch of a run whose end comes after its lease', async () => {
    const { server, assign, settings, repository } = await makeStand();
    const job = assign({ commands: [counting(5, 30)] });
    await waitFor(() => server.messages(job.run.id, 'stdout').length > 0, { what: 'the first line' });
    await server.stop();
    const folder = join(settings.dataDir, 'runs', job.run.id);
    await waitFor(async () => (await readdir(folder)).includes('end.json'), { what: 'the end on disk' });
    server.invalidLeases.add(job.lease_token);
    await server.start();
    const branches = () => runGit(repository, 'for-each-ref', '--format=%(refname:short)', 'refs/heads');
    await waitFor(async () => (await branches()) === 'main', { what: 'only the base to be left' });
    expect(server.all('complete', job.run.id)).toEqual([]);
  });

  it('holds the program back when the server owes it too many acknowledgements', async () => {
    const { server, assign } = await makeStand({ limits: { spoolBytes: 256 * 1024 } });
    server.isAcknowledging = false;
    const code =
      'const s = "z".repeat(99) + "\\n"; let n = 0; const go = () => { while (n++ < 50000) if (!process.stdout.write(s)) return process.stdout.once("drain", go); console.error("all out") }; go()';
    const { run } = assign({ commands: [nodeStep('flood', code)] });
    await waitFor(() => server.lines(run.id).length > 500, { what: 'a first part' });
    expect(server.messages(run.id, 'stderr')).toEqual([]);
    const held = server.lines(run.id).length;
    server.isAcknowledging = true;
    server.cut();
    const { result } = await server.waitFor('complete', run.id);
    expect(held).toBeLessThan(25_000);
    expect(result.status).toBe('completed');
    expect(server.messages(run.id, 'stdout').length).toBe(50_000);
    expect(server.violations).toEqual([]);
  });

  it('opens the channel anew after a frame it does not understand', async () => {
    const { server, logged } = await makeStand();
    server.sendRaw('{"type":"surprise"}');
    await waitFor(() => server.all('hello').length >= 2, { what: 'a second hello' });
    expect(logged.join('')).toContain('does not understand');
  });

  it('takes the same assignment once', async () => {
    const { server, assign } = await makeStand();
    const job = assign({ commands: [counting(3, 30)] });
    server.assign(job);
    await waitFor(() => server.messages(job.run.id, 'stdout').length > 0, { what: 'the first line' });
    server.assign(job);
    await server.waitFor('complete', job.run.id);
    expect(server.messages(job.run.id, 'stdout')).toEqual(counted(3));
  });
});

describe('secrets', () => {
  const secret = 'tok/en+with=odd&chars~4711';

  it('are in no line, no file and no frame, however they are written', async () => {
    const { server, assign, logged } = await makeStand({
      environment: { DEPLOY_TOKEN: secret, PLAIN: 'shown' },
    });
    const code = `
      const s = process.env.DEPLOY_TOKEN; const b = Buffer.from(s);
      const out = (t) => { for (const c of t) process.stdout.write(c); process.stdout.write("\\n"); };
      console.log(s.slice(0, 5) + "…"); process.stdout.write(s.slice(0, 9)); setTimeout(() => { process.stdout.write(s.slice(9) + "\\n");
      out(b.toString("base64")); out(Buffer.from("x" + s).toString("base64")); out(Buffer.from("xy" + s + "z").toString("base64"));
      out(b.toString("hex")); out(b.toString("hex").toUpperCase()); out(encodeURIComponent(s)); console.error("err " + s);
      console.log(process.env.PLAIN); fs.writeFileSync("leak.txt", s); }, 50);`;
    const { run } = assign({
      config: { secrets: ['DEPLOY_TOKEN'], env: ['PLAIN', 'MISSING_ONE'] },
      commands: [nodeStep('leak', code)],
    });
    await server.waitFor('complete', run.id);
    const bytes = Buffer.from(secret);
    const everything =
      JSON.stringify([server.frames, server.lines(run.id), logged]) +
      server.artifacts.map((file) => file.bytes.toString()).join('');
    const forms = [
      secret,
      bytes.toString('base64').slice(0, 20),
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
      encodeURIComponent(secret),
    ];
    for (const form of forms) expect(everything).not.toContain(form);
    expect(server.messages(run.id, 'stdout').filter((message) => message.includes('[redacted]')).length).toBe(
      7,
    );
    expect(server.messages(run.id, 'stdout')).toContain('shown');
    expect(server.messages(run.id, 'system')).toContain(
      "MISSING_ONE is not set on this runner, so the commands don't get it.",
    );
  });

  it('of the runner do not reach its commands', async () => {
    const { server, assign } = await makeStand({
      environment: { OVERMIND_RUNNER_TOKEN: 'should-not-leak', SOME_API_KEY: 'neither-this', PLAIN: 'x' },
    });
    const { run } = assign({
      commands: [nodeStep('env', 'console.log(Object.keys(process.env).sort().join(" "))')],
    });
    await server.waitFor('complete', run.id);
    const [names = ''] = server.messages(run.id, 'stdout');
    const allowed =
      /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_\w+|TZ|TERM|TMPDIR|CI|OVERMIND_(BRANCH|TASK_KEY|RUN_ID|RUNNER|REPORT_DIR)|GIT_(AUTHOR|COMMITTER)_(NAME|EMAIL)|PWD|OLDPWD|SHLVL|_)$/;
    expect(names.split(' ').filter((name) => !allowed.test(name))).toEqual([]);
    expect(names).toContain('OVERMIND_BRANCH');
  });
});
