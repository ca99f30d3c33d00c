import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rmdir, writeFile } from 'node:fs/promises';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeConfinedScene, type SceneLevel } from '../../test-support/confined.ts';
import { groupPrefix, parentsFor, readText, sweepGroups } from './group-places.ts';

const levels: SceneLevel[] = ['sandboxed', 'restricted'];
const small = { memory_mb: 128, processes: 40, disk_mb: 32 };

describe.each(levels)('limits, %s', (level) => {
  it('end a fork bomb, and nothing of it is left', async () => {
    const scene = await makeConfinedScene({ level, config: { limits: small } });
    const bomb = 'f() { f | f & }; f; sleep 20';
    await scene.run(['/bin/sh', '-c', bomb]);
    expect(scene.confinement.exceeded.reason).toContain('more than the 40 processes');
  });

  it('end what takes too much memory', async () => {
    const scene = await makeConfinedScene({ level, config: { limits: small } });
    const hog = 'const kept = []; setInterval(() => kept.push(Buffer.alloc(16 * 1024 * 1024, 1)), 5)';
    const { code } = await scene.node(hog);
    expect(code).not.toBe(0);
    expect(scene.confinement.exceeded.reason).toContain('more than the 128 MB of memory');
  });

  it('end what fills the disk with many files', async () => {
    const scene = await makeConfinedScene({ level, config: { limits: small } });
    const fill =
      'let n = 0; setInterval(() => fs.writeFileSync("big" + n++, Buffer.alloc(1024 * 1024, 1)), 5)';
    await scene.node(fill);
    expect(scene.confinement.exceeded.reason).toContain('more than the 32 MB');
  });

  it('let no single file outgrow the disk limit', async () => {
    const scene = await makeConfinedScene({ level, config: { limits: small } });
    const { stderr } = await scene.run(['/bin/sh', '-c', 'dd if=/dev/zero of=big bs=1M count=64']);
    const size = await scene.run(['/usr/bin/stat', '--format=%s', 'big']);
    expect(Number(size.stdout)).toBeLessThanOrEqual(32 * 1024 * 1024);
    expect(stderr).not.toContain('64+0 records out');
  });

  it('let one process open no more files than tools need, and it is told so', async () => {
    const scene = await makeConfinedScene({ level });
    const code = `let n = 0; try { for (;;) { fs.openSync('/dev/null'); n++; } } catch (error) { console.log(error.code, n <= 16384); }`;
    expect((await scene.node(code)).stdout).toBe('EMFILE true\n');
    expect((await scene.run(['/bin/sh', '-c', 'ulimit -n 20000 || ulimit -Hn'])).stdout).toMatch(/^\d+\n$/);
  });

  it('come with a low priority, for children too, so that the server answers while runs are busy', async () => {
    const { run } = await makeConfinedScene({ level });
    const asked = Math.min(getPriority() + 10, 19);
    const { stdout } = await run(['/bin/sh', '-c', 'nice; (sh -c nice); setsid -w nice']);
    expect(stdout).toBe(`${asked}\n`.repeat(3));
  });

  it('hold a run to the processors that its agent may keep busy, or tell that they cannot', async () => {
    const { said, confinement, workspace } = await makeConfinedScene({
      level,
      config: { limits: { cpus: 0.5 } },
    });
    const child = await confinement.start({
      argv: ['/bin/sh', '-c', 'echo up; sleep 600'],
      cwd: workspace.path,
    });
    await once(child.streams.stdout, 'data');
    const held = await findQuotas();
    if (held.length === 0)
      expect(said.join()).toContain('no control group that holds a run to 0.5 processors');
    else expect({ held, said }).toEqual({ held: ['50000'], said: [] });
  });

  it('let work within them be', async () => {
    const scene = await makeConfinedScene({ level, config: { limits: small } });
    const work =
      'fs.writeFileSync("a", Buffer.alloc(8e6)); const kept = Buffer.alloc(2e7, 1); console.log(kept.length)';
    expect(await scene.node(work)).toMatchObject({ code: 0, stdout: '20000000\n' });
    expect(scene.confinement.exceeded.aborted).toBe(false);
  });
});

/** Of the groups that this runner has made and that have members. */
async function findQuotas(): Promise<string[]> {
  const quotas: string[] = [];
  for (const { parent, isUnified } of await parentsFor('cpu')) {
    for (const name of await readdir(parent)) {
      if (!name.startsWith(`${groupPrefix}${process.pid}-`)) continue;
      const folder = join(parent, name);
      const members = await readText(join(folder, 'cgroup.procs'));
      const quota = await readText(join(folder, isUnified ? 'cpu.max' : 'cpu.cfs_quota_us'));
      if (members !== '') quotas.push(quota.split(/\s/)[0] ?? '');
    }
  }
  return quotas;
}

it.runIf(process.platform === 'linux')(
  'ends what a killed runner left in its groups, removes them, and touches none of a live one',
  async () => {
    const [place] = await parentsFor('pids');
    // Where no groups can be made there are none to leave.
    if (place === undefined || process.getuid?.() !== 0) return;
    // It lives until its group has a member, so that no other runner that starts meanwhile sweeps the group away.
    const runner = spawn('/bin/sleep', ['600']);
    const [left, live] = [runner.pid, process.pid].map((pid) =>
      join(place.parent, `${groupPrefix}${pid}-test`),
    );
    for (const folder of [left, live]) await mkdir(folder ?? '');
    const member = spawn('/bin/sleep', ['600'], { detached: true, env: {} });
    const ended = once(member, 'exit');
    await writeFile(join(left ?? '', 'cgroup.procs'), String(member.pid));
    runner.kill('SIGKILL');
    await once(runner, 'exit');
    await sweepGroups();
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect([left, live].map((folder) => existsSync(folder ?? ''))).toEqual([false, true]);
    await rmdir(live ?? '');
  },
);
