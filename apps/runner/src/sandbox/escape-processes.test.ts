import { readFile } from 'node:fs/promises';
import { waitFor } from '@overmind/testing/wait-for';
import { describe, expect, it } from 'vitest';
import { listProcesses } from '../process/process-table.ts';
import { makeConfinedScene, type SceneLevel } from '../test-support/confined.ts';

let marks = 200_000_000 + process.pid * 10;

/** Processes whose arguments hold the mark, wherever they went. */
async function countMarked(mark: number): Promise<number> {
  const pids = listProcesses().filter((entry) => !entry.isZombie);
  const lines = await Promise.all(
    pids.map(({ pid }) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.filter((line) => line.includes(String(mark))).length;
}

const levels: SceneLevel[] = ['sandboxed', 'restricted'];

describe.each(levels)('processes, %s', (level) => {
  it('see none but their own, so they can read, trace and kill no other', async () => {
    const { run, workspace } = await makeConfinedScene({ level, env: { CANARY_OF_RUN: 'mine' } });
    const script = [
      'echo seen $(ls /proc | grep -c "^[0-9]*$")',
      `echo mine "$CANARY_OF_RUN"`,
      `grep -l OVERMIND_RUNNER_TOKEN /proc/[0-9]*/environ; ls /proc/${process.pid}/root 2>&1`,
      `kill -9 ${process.pid} 2>&1; ls /proc/1/root${workspace.path} >/dev/null && echo own root`,
    ].join('\n');
    process.env['OVERMIND_RUNNER_TOKEN'] = 'canary-of-the-runner';
    const { stdout, stderr } = await run(['/bin/sh', '-c', script]);
    delete process.env['OVERMIND_RUNNER_TOKEN'];
    expect(Number(/seen (\d+)/.exec(stdout)?.[1])).toBeLessThan(10);
    expect(stdout).toContain('mine mine');
    expect(stdout + stderr).not.toContain('environ\n');
    expect(stdout + stderr).toMatch(/[Nn]o such process/);
  });

  it.each(['setsid', 'double fork'])('do not outlive their step as daemons (%s)', async (way) => {
    const mark = ++marks;
    const { run } = await makeConfinedScene({ level });
    const daemon = `sleep ${mark} </dev/null >/dev/null 2>&1`;
    const script = way === 'setsid' ? `setsid ${daemon} & sleep 0.1` : `( ( ${daemon} & ) & ) ; sleep 0.1`;
    expect((await run(['/bin/sh', '-c', `${script}; echo left`])).stdout).toBe('left\n');
    expect(await countMarked(mark)).toBe(0);
  });

  it('hear SIGTERM, end with their own exit code, and stand still while frozen', async () => {
    const { confinement, workspace } = await makeConfinedScene({ level });
    const script = 'trap "echo bye; exit 7" TERM; echo up; while :; do sleep 0.01; done';
    const child = await confinement.start({ argv: ['/bin/sh', '-c', script], cwd: workspace.path });
    let output = '';
    child.streams.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    await waitFor(() => output.includes('up'), { what: 'the command to start' });
    child.freeze();
    const states = () => listProcesses().filter(({ session }) => session === child.pid);
    const isStill = async () => {
      const texts = await Promise.all(
        states().map(({ pid }) => readFile(`/proc/${pid}/stat`, 'latin1').catch(() => ') T ')),
      );
      // D: the shell waits in vfork for a child that was stopped before it could start its program.
      return texts.length > 1 && texts.every((text) => /\) [TZD] /.test(text));
    };
    await waitFor(isStill, { what: 'all of them to stop' });
    child.thaw();
    await child.end(240_000);
    expect(await child.exit).toEqual({ code: 7 });
    await waitFor(() => output.includes('bye\n'), { what: 'its last word' });
    expect(output).toBe('up\nbye\n');
  });

  it('talk over pipes for as long as they live', async () => {
    const { confinement, workspace } = await makeConfinedScene({ level });
    const child = await confinement.start({ argv: ['/bin/cat'], cwd: workspace.path, stdin: 'pipe' });
    const heard = new Promise((resolve) =>
      child.streams.stdout.once('data', (chunk) => resolve(String(chunk))),
    );
    child.streams.stdin?.write('hello\n');
    expect(await heard).toBe('hello\n');
    child.streams.stdin?.end();
    expect(await child.exit).toEqual({ code: 0 });
    await child.end(0);
  });

  it('pass on the exit code of a signal', async () => {
    const { run } = await makeConfinedScene({ level });
    expect((await run(['/bin/sh', '-c', 'kill -9 $$'])).code).toBe(137);
    expect((await run(['/bin/sh', '-c', 'exit 3'])).code).toBe(3);
  });
});

describe('processes, from inside a sandbox', () => {
  it('gain no rights: no mounts, no namespaces, no capabilities, no set-user-id', async () => {
    const { run } = await makeConfinedScene();
    const script = [
      'mount -t tmpfs none /mnt && echo mounted',
      'mount --bind / /mnt && echo mounted; umount /home && echo unmounted; umount /tmp && echo unmounted',
      'unshare --user --map-root-user true && echo unshared; unshare --mount true && echo unshared',
      'unshare --net true && echo unshared; chroot / true && echo chrooted',
      'grep -E "CapEff|CapPrm|CapBnd|NoNewPrivs" /proc/self/status',
    ].join('\n');
    const { stdout } = await run(['/bin/sh', '-c', script]);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.replace(/\s+/, ' ')),
    ).toEqual([
      'CapPrm: 0000000000000000',
      'CapEff: 0000000000000000',
      'CapBnd: 0000000000000000',
      'NoNewPrivs: 1',
    ]);
  });

  it('have no terminal into which they could push input', async () => {
    const { run } = await makeConfinedScene();
    const code =
      'import fcntl, os, termios\n' +
      'for path in ["/dev/tty", "/dev/console", "/dev/tty1", "/dev/pts/0"]:\n' +
      '  try:\n    fd = os.open(path, os.O_RDWR | os.O_NONBLOCK); fcntl.ioctl(fd, termios.TIOCSTI, b"x"); print("pushed")\n' +
      '  except OSError: print("no")\n';
    expect((await run(['python3', '-c', code])).stdout).toBe('no\nno\nno\nno\n');
  });

  it('share no memory, semaphores or message queues with the machine', async () => {
    const { run } = await makeConfinedScene();
    const outside = await readFile('/proc/sysvipc/shm', 'utf8');
    expect(outside).toContain('shmid');
    const { stdout } = await run([
      '/bin/sh',
      '-c',
      'tail -n +2 /proc/sysvipc/shm | wc -l; ls /dev/shm | wc -l',
    ]);
    expect(stdout).toBe('0\n0\n');
  });
});

it('ends what is left when a run is over', async () => {
  const mark = ++marks;
  const { confinement, workspace } = await makeConfinedScene();
  await confinement.start({ argv: ['/bin/sleep', String(mark)], cwd: workspace.path });
  await waitFor(async () => (await countMarked(mark)) > 0, { what: 'the process' });
  await confinement[Symbol.asyncDispose]();
  expect(await countMarked(mark)).toBe(0);
});
