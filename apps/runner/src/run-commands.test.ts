import { createHash } from 'node:crypto';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@overmind/testing/wait-for';
import { describe, expect, it } from 'vitest';
import { nodeStep } from './test-support/job.ts';
import { runGit } from './test-support/repository.ts';
import { makeStand } from './test-support/stand.ts';

const testFile = `
const test = require('node:test'); const assert = require('node:assert');
test('adds', () => assert.equal(1 + 1, 2)); test('subtracts', () => assert.equal(2 - 1, 1));`;

describe('a run of commands', () => {
  it('ends with output, evidence, a commit and a diff', async () => {
    const { server, assign, repository } = await makeStand({
      files: { 'a.test.js': testFile, 'old.txt': 'one\n' },
    });
    const { run } = assign({
      type: 'code_change',
      commands: [
        nodeStep(
          'write',
          'fs.writeFileSync("new.txt", "hello\\n"); fs.writeFileSync("old.txt", "two\\n"); console.log("written")',
        ),
      ],
      checks: [{ name: 'tests', run: [process.execPath, '--test'] }],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({
      status: 'completed',
      reason: 'ok',
      exit_code: 0,
      branch: 'overmind/SHOP-12/1',
    });
    expect(result.summary).toBe('1 command and 1 check passed, 2 tests passed');
    expect(result.steps.map(({ name, status, exit_code }) => [name, status, exit_code])).toEqual([
      ['write', 'passed', 0],
      ['tests', 'passed', 0],
    ]);
    expect(result.metrics).toMatchObject({ files_changed: 2, insertions: 2, deletions: 1 });
    expect(result.evidence.map((item) => item.kind)).toEqual(['command', 'check', 'diff']);
    expect(result.evidence[0]).toMatchObject({ excerpt: 'written', log_from_seq: 2, log_to_seq: 2 });
    expect(result.evidence[1]?.tests).toEqual({ passed: 2, failed: 0, skipped: 0 });
    expect(server.messages(run.id, 'stdout')).toContain('written');
    const diff = server.artifacts.find((artifact) => artifact.kind === 'diff');
    expect(diff?.bytes.toString()).toContain('+two');
    expect(result.artifacts.map((artifact) => artifact.kind)).toEqual([
      'test_results',
      'diff',
      'patch',
      'log',
    ]);
    const message = await runGit(repository, 'log', '-1', '--format=%an%n%B', result.head_commit ?? '');
    expect(message).toContain('OvermindOps agent backend\nMake the tests pass');
    expect(message).toContain(`Overmind-Task: SHOP-12\nOvermind-Run: ${run.id}`);
    expect(await runGit(repository, 'rev-parse', 'overmind/SHOP-12/1')).toBe(result.head_commit);
    expect(server.violations).toEqual([]);
  });

  it("leaves the person's checkout as it was, and no worktree behind", async () => {
    const { server, assign, repository } = await makeStand();
    const before = [
      await runGit(repository, 'status', '--porcelain=v2', '--branch'),
      await runGit(repository, 'rev-parse', 'HEAD'),
    ];
    const { run } = assign({ commands: [nodeStep('write', 'fs.writeFileSync("readme.md", "changed")')] });
    await server.waitFor('complete', run.id);
    await waitFor(async () => !(await runGit(repository, 'worktree', 'list')).includes(run.id), {
      what: 'the worktree to go',
    });
    expect([
      await runGit(repository, 'status', '--porcelain=v2', '--branch'),
      await runGit(repository, 'rev-parse', 'HEAD'),
    ]).toEqual(before);
    expect(await readFile(join(repository, 'readme.md'), 'utf8')).toBe('A shop.\n');
  });

  it('ends at the first failing step and says which tests failed', async () => {
    const { server, assign } = await makeStand({
      files: { 'a.test.js': `${testFile} test('fails', () => assert.fail())` },
    });
    const { run } = assign({
      commands: [
        nodeStep('may fail', 'process.exit(3)', { allow_failure: true }),
        { name: 'tests', run: [process.execPath, '--test'] },
        nodeStep('never', 'console.log("never")'),
      ],
      checks: [nodeStep('never either', '')],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'failed', reason: 'command_failed', exit_code: 1 });
    expect(result.summary).toMatch(/node --test` exited with 1: 1 of 3 tests failed$/);
    expect(result.steps.map((step) => step.status)).toEqual([
      'allowed_failure',
      'failed',
      'skipped',
      'skipped',
    ]);
    expect(result.checks).toEqual([
      { name: 'never either', status: 'skipped', exit_code: null, duration_ms: 0 },
    ]);
    expect(server.messages(run.id)).not.toContain('never');
  });

  it.each([
    [
      { commands: [{ name: 'gone', run: ['no-such-program'] }] },
      'command_not_found',
      /"no-such-program" was not found/,
    ],
    [{ commands: [] }, 'no_evidence', /nothing proves/],
    [{ type: 'code_change' as const, commands: [nodeStep('idle', '')] }, 'empty_diff', /No file was changed/],
    [
      { commands: [], config: { executor: 'acp' as const, acp: { command: ['no-such-agent'] } } },
      'command_not_found',
      /no-such-agent/,
    ],
    [{ commands: [nodeStep('away', '', { cwd: 'link' })] }, 'workspace_failed', /not inside the repository/],
  ])('fails with a reason a person can act on: %#', async (parts, reason, summary) => {
    const { server, assign, repository } = await makeStand();
    await symlink('/tmp', join(repository, 'link'));
    await runGit(repository, 'add', 'link');
    await runGit(repository, 'commit', '-q', '-m', 'link');
    const { run } = assign(parts);
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'failed', reason });
    expect(result.summary).toMatch(summary);
  });

  it('keeps binary output to the byte', async () => {
    const { server, assign } = await makeStand();
    const code =
      'const b = Buffer.alloc(300000); for (let i = 0; i < b.length; i++) b[i] = (i * 7919) >> 3; process.stdout.write(b)';
    const { run } = assign({ commands: [nodeStep('binary', code)] });
    const bytes = Buffer.alloc(300000);
    for (let i = 0; i < bytes.length; i++) bytes[i] = (i * 7919) >> 3;
    await server.waitFor('complete', run.id);
    const stored = server.artifacts.find((artifact) => artifact.kind === 'log');
    expect(stored?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(server.messages(run.id).some((message) => message.includes('\0'))).toBe(false);
  });

  it('carries 50 MB of lines without losing one', async () => {
    const { server, assign } = await makeStand();
    const line = 'x'.repeat(99);
    const { run } = assign({
      commands: [
        nodeStep(
          'chatty',
          `const s = ("${line}\\n").repeat(1000); let n = 0; const go = () => { while (n++ < 500) if (!process.stdout.write(s)) return process.stdout.once("drain", go); }; go()`,
        ),
      ],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result.status).toBe('completed');
    expect(server.messages(run.id, 'stdout').length).toBe(500_000);
    expect(server.artifacts.find((artifact) => artifact.kind === 'log')?.bytes.length).toBe(50_000_000);
    expect(server.violations).toEqual([]);
  });

  it('stops a step that prints more than it may', async () => {
    const { server, assign } = await makeStand();
    const { run } = assign({
      config: { max_output_mb: 1 },
      commands: [
        nodeStep(
          'endless',
          'const s = "y".repeat(999) + "\\n"; const go = () => { while (process.stdout.write(s)); process.stdout.once("drain", go); }; go()',
        ),
      ],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'failed', reason: 'output_limit' });
    expect(server.messages(run.id, 'system').join('\n')).toContain('printed more than 1 MB');
    expect(server.artifacts.find((artifact) => artifact.kind === 'log')?.bytes.length).toBe(1024 * 1024);
  });

  it('says that it has room again when a run ends while the server gives it none', async () => {
    const { server, assign } = await makeStand();
    const { run } = assign({ commands: [nodeStep('work', 'console.log("worked")')] });
    server.send({ type: 'drain' });
    await server.waitFor('complete', run.id);
    await waitFor(() => server.all('claim').at(-1)?.capacity === 2 && server.all('claim').length > 1, {
      what: 'a claim for all of its room',
    });
  });

  it('runs no more at once than its capacity', async () => {
    const { server, assign, folder } = await makeStand();
    const code = `const d = ${JSON.stringify(folder)}; const mine = d + "/on-" + process.env.OVERMIND_RUN_ID;
      fs.writeFileSync(mine, ""); console.log("on", fs.readdirSync(d).filter((f) => f.startsWith("on-")).length);
      const wait = setInterval(() => { if (fs.existsSync(d + "/go")) { fs.rmSync(mine); clearInterval(wait); } }, 10)`;
    const jobs = [1, 2, 3, 4].map((n) =>
      assign({ key: `SHOP-${n}`, commands: [nodeStep('count', code)], config: { sandbox: 'none' } }),
    );
    const seen = () =>
      jobs
        .flatMap(({ run }) => server.messages(run.id, 'stdout'))
        .map((message) => Number(message.split(' ')[1]));
    // Both have counted: one that goes on before the other has would not be counted by it.
    await waitFor(() => seen().length >= 2, { what: 'two runs at once' });
    await writeFile(join(folder, 'go'), '');
    for (const { run } of jobs) await server.waitFor('complete', run.id);
    expect(Math.max(...seen())).toBe(2);
  });
});
