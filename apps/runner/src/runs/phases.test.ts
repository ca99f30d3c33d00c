import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestReport } from '@overmind/contracts/entities/test-report';
import { waitFor } from '@overmind/testing/wait-for';
import { describe, expect, it } from 'vitest';
import { nodeStep } from '../test-support/job.ts';
import { makeStand } from '../test-support/stand.ts';

const outcome = (steps: readonly { name: string; kind: string; status: string }[]) =>
  steps.map(({ name, kind, status }) => `${kind} ${name}: ${status}`);

describe('a run', () => {
  it('is set up, worked on, checked and put away, in one workspace', async () => {
    const { server, assign } = await makeStand();
    const note = (word: string) => nodeStep(word, `fs.appendFileSync("order.txt", "${word}\\n")`);
    const { run } = assign({
      type: 'code_change',
      config: { workspace: { setup: [note('one')], teardown: [note('four')] } },
      commands: [note('two')],
      checks: [note('three')],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'completed' });
    expect(result.summary).toMatch(/^1 command and 1 check passed/);
    expect(outcome(result.steps)).toEqual([
      'setup one: passed',
      'command two: passed',
      'check three: passed',
      'teardown four: passed',
    ]);
    const diff = server.artifacts.find(({ kind }) => kind === 'diff')?.bytes.toString();
    expect(diff).toContain('+one\n+two\n');
    expect(diff, 'of the checks and the teardown').not.toMatch(/three|four/);
    expect(result.flags.map(({ kind, path }) => [kind, path])).toEqual([['changed_later', 'order.txt']]);
  });

  it('fails with the words of a set-up that failed, without work, and is put away all the same', async () => {
    const { server, assign } = await makeStand();
    const { run } = assign({
      config: {
        workspace: {
          setup: [nodeStep('install', 'console.error("no registry"); process.exit(7)')],
          teardown: [nodeStep('away', 'process.exit(1)'), nodeStep('and away', 'console.log("put away")')],
        },
      },
      commands: [nodeStep('work', 'console.log("worked")')],
      checks: [nodeStep('check', '')],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'failed', reason: 'workspace_failed', exit_code: 7 });
    expect(result.summary).toMatch(/^The set-up failed: .* exited with 7$/);
    expect(outcome(result.steps)).toEqual([
      'setup install: failed',
      'check check: skipped',
      'teardown away: failed',
      'teardown and away: passed',
    ]);
    expect(server.messages(run.id, 'stdout')).toEqual(['put away']);
  });

  it('is put away when its work fails, is canceled, or takes too long', async () => {
    const { server, assign } = await makeStand({ settings: { capacity: 3 } });
    const workspace = { teardown: [nodeStep('away', 'console.log("put away")')] };
    const forever = nodeStep('forever', 'console.log("on"); setInterval(() => {}, 1000)');
    const failed = assign({
      key: 'SHOP-1',
      config: { workspace },
      commands: [nodeStep('fail', 'process.exit(1)')],
    });
    const canceled = assign({ key: 'SHOP-2', config: { workspace }, commands: [forever] });
    const late = assign({ key: 'SHOP-3', config: { workspace, max_wall_s: 8 }, commands: [forever] });
    await waitFor(() => server.messages(canceled.run.id).includes('on'), {
      what: 'the work',
    });
    server.send({ type: 'cancel', run_id: canceled.run.id, reason: 'not wanted' });
    const ends = [failed, canceled, late].map(async ({ run }) => {
      const { result } = await server.waitFor('complete', run.id);
      expect(server.messages(run.id, 'stdout'), result.status).toContain('put away');
      return result.status;
    });
    expect(await Promise.all(ends)).toEqual(['failed', 'canceled', 'timed_out']);
  });

  it('does not let a teardown outlive a cancel', async () => {
    const { server, assign } = await makeStand();
    const forever = (word: string) => nodeStep(word, `console.log("${word}"); setInterval(() => {}, 1000)`);
    const { run } = assign({
      config: { workspace: { teardown: [forever('away'), forever('and away')] } },
      commands: [forever('work')],
    });
    await waitFor(() => server.messages(run.id).includes('work'), { what: 'the work' });
    server.send({ type: 'cancel', run_id: run.id, reason: '' });
    // Nothing but the runner ends it.
    const { result } = await server.waitFor('complete', run.id);
    expect(result.status).toBe('canceled');
    expect(outcome(result.steps).slice(1)).toEqual(['teardown away: failed', 'teardown and away: skipped']);
  });
});

describe('the checks', () => {
  it('fail a run whose work went well', async () => {
    const { server, assign } = await makeStand();
    const { run } = assign({
      commands: [nodeStep('work', '')],
      checks: [nodeStep('broken', 'process.exit(3)'), nodeStep('after', '')],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'failed', reason: 'check_failed', exit_code: 3 });
    expect(result.checks.map(({ status }) => status)).toEqual(['failed', 'skipped']);
  });

  it('find no process of the work alive, and no program that it planted', async () => {
    const { server, assign } = await makeStand();
    const linger =
      'require("child_process").spawn(process.execPath, ["-e", "setInterval(() => fs.appendFileSync(`beat`, `.`), 5)"], { detached: true, stdio: "ignore" }).unref();' +
      'while (!fs.existsSync("beat"));' +
      'fs.writeFileSync("git", "#!/bin/sh\\necho planted", { mode: 0o755 }); process.env.PATH = process.cwd();';
    const still =
      'const a = fs.statSync("beat").size; setTimeout(() => process.exit(fs.statSync("beat").size === a ? 0 : 1), 100)';
    const { run } = assign({
      commands: [nodeStep('linger', linger)],
      checks: [nodeStep('still', still), { name: 'git', run: ['git', '--version'] }],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'completed' });
    expect(server.messages(run.id, 'stdout').join()).toMatch(/git version/);
  });

  it('are shown with what the run did to them', async () => {
    const { server, assign } = await makeStand({
      files: {
        'sum.test.js':
          "const { test } = require('node:test');\ntest('adds', () => {});\ntest('subtracts', () => {});\n",
        'check.js': 'process.exit(1);\n',
      },
    });
    const weaken =
      'fs.writeFileSync("sum.test.js", fs.readFileSync("sum.test.js", "utf8").replace("test(\'adds\'", "test.skip(\'adds\'").replace(/test..subtracts.*\\n/, "")); fs.writeFileSync("check.js", "process.exit(0);\\n")';
    const { run } = assign({
      type: 'code_change',
      commands: [nodeStep('weaken', weaken)],
      checks: [{ name: 'own', run: [process.execPath, 'check.js'] }],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result.status).toBe('completed');
    expect(result.flags.map(({ kind, path }) => [kind, path])).toEqual([
      ['test_deleted', 'sum.test.js'],
      ['test_skipped', 'sum.test.js'],
      ['check_changed', 'check.js'],
    ]);
    expect(result.summary).toMatch(/The run deleted tests, skipped tests, .* so a person has to accept it$/);
  });
});

describe('what the tests of a step say', () => {
  it('is kept as test_results, whether they wrote a report or only printed', async () => {
    const test =
      "const { test } = require('node:test');\ntest('adds', () => {});\ntest('breaks', () => { throw new Error('no sum'); });\n";
    const { server, assign } = await makeStand({ files: { 'a.test.js': test } });
    const junit =
      'require("child_process").spawnSync(process.execPath, ["--test", "--test-reporter=junit", "--test-reporter-destination=" + process.env.OVERMIND_REPORT_DIR + "/junit.xml"])';
    const { run } = assign({
      commands: [
        { name: 'printed', run: [process.execPath, '--test', '--test-reporter=spec'], allow_failure: true },
        nodeStep('written', junit),
        nodeStep('none', ''),
      ],
    });
    const { result } = await server.waitFor('complete', run.id);
    const reports = server.artifacts
      .filter(({ kind }) => kind === 'test_results')
      .map(({ bytes }) => TestReport.parse(JSON.parse(bytes.toString())));
    expect(reports.map(({ step, format }) => [step, format])).toEqual([
      ['printed', 'node_test'],
      ['written', 'junit'],
    ]);
    for (const report of reports) {
      expect(report).toMatchObject({ passed: 1, failed: 1 });
      expect(report.cases[0]).toMatchObject({ name: 'breaks', status: 'failed' });
      expect(report.cases[0]?.message).toContain('no sum');
    }
    expect(result.evidence.map(({ tests }) => tests)).toEqual([
      { passed: 1, failed: 1, skipped: 0 },
      { passed: 1, failed: 1, skipped: 0 },
      null,
    ]);
  });
});

describe('what a workspace gives', () => {
  it('is its ports, each to one run at a time, and its variables', async () => {
    const { server, assign, settings } = await makeStand();
    const print =
      'const s = require("net").createServer().listen(process.env.PORT_1, () => { console.log("ports", process.env.PORT, process.env.PORT_1, process.env.SHOP); const t = setInterval(() => { if (fs.existsSync("go")) { clearInterval(t); s.close(); } }, 10); })';
    const config = { workspace: { ports: 2, variables: { SHOP: 'open' } } };
    const jobs = ['SHOP-1', 'SHOP-2'].map((key) =>
      assign({ key, config, commands: [nodeStep('print', print)] }),
    );
    const areUp = () => jobs.every(({ run }) => server.messages(run.id, 'stdout').length > 0);
    await waitFor(areUp, { what: 'both to have their ports' });
    for (const { run } of jobs) await writeFile(join(settings.dataDir, 'worktrees', run.id, 'go'), '');
    const lines = await Promise.all(
      jobs.map(async ({ run }) => {
        expect((await server.waitFor('complete', run.id)).result.status).toBe('completed');
        return server.messages(run.id, 'stdout').join().split(' ');
      }),
    );
    expect(lines.map((words) => words[3])).toEqual(['open', 'open']);
    expect(new Set(lines.flatMap((words) => words.slice(1, 3))).size).toBe(4);
  });

  it('is the cache of an earlier set-up, which no work can change', async () => {
    const { server, assign, repository } = await makeStand({ files: { 'lock.json': '1' } });
    const setup = [
      nodeStep(
        'install',
        'console.log(fs.existsSync("deps/a.txt") ? "cached " + fs.readFileSync("deps/a.txt", "utf8") : "made"); fs.mkdirSync("deps", { recursive: true }); fs.writeFileSync("deps/a.txt", "clean")',
      ),
    ];
    const poison = nodeStep('poison', 'fs.writeFileSync("deps/a.txt", "poison")');
    const cache = { key: ['lock.json'], paths: ['deps'] };
    const go = async () => {
      const { run } = assign({ config: { workspace: { setup, cache } }, commands: [poison] });
      await server.waitFor('complete', run.id);
      return server.messages(run.id, 'stdout');
    };
    expect(await go()).toEqual(['made']);
    expect(await go()).toEqual(['cached clean']);
    expect(await go()).toEqual(['cached clean']);
    await writeFile(join(repository, 'lock.json'), '2');
    expect(await go(), 'what is not committed does not count').toEqual(['cached clean']);
    expect(await readFile(join(repository, 'lock.json'), 'utf8')).toBe('2');
  });
});
