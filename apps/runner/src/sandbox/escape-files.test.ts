import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ConfinedScene, makeConfinedScene } from '../test-support/confined.ts';
import { tempFolder } from '../test-support/temp-folder.ts';

const secret = 'canary-4711';

/** The home of a person who works: keys, tokens, and a tool chain. */
async function furnishHome({ home }: ConfinedScene): Promise<void> {
  const files = {
    '.ssh/id_rsa': secret,
    '.aws/credentials': secret,
    '.config/gcloud/credentials.db': secret,
    '.kube/config': secret,
    '.docker/config.json': secret,
    '.npmrc': secret,
    '.netrc': secret,
    'notes.txt': secret,
    '.cargo/credentials.toml': secret,
    '.cargo/bin/tool': '#!/bin/sh\necho tool works\n',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(home, name, '..'), { recursive: true });
    await writeFile(join(home, name), text, { mode: 0o755 });
  }
}

const readAll = (paths: string[]) =>
  `for (const path of ${JSON.stringify(paths)}) { try { console.log(path, fs.readFileSync(path, 'utf8').trim()) } catch (error) { console.log(path, error.code) } }`;
const writeAll = (paths: string[]) =>
  `for (const path of ${JSON.stringify(paths)}) { try { fs.writeFileSync(path, 'escaped'); console.log(path, 'written') } catch (error) { console.log(path, error.code) } }`;

describe('files, from inside a sandbox', () => {
  it("cannot be read where the person's secrets are, while tool chains go on working", async () => {
    const scene = await makeConfinedScene({ env: { TOOL: '1' } });
    await furnishHome(scene);
    // Shown places are looked up when the confinement is opened, so a second one sees what was put there.
    const later = await makeConfinedScene({ env: { HOME: scene.home } });
    const names = ['.ssh/id_rsa', '.aws/credentials', '.config/gcloud/credentials.db', '.kube/config'];
    const more = ['.docker/config.json', '.npmrc', '.netrc', 'notes.txt', '.cargo/credentials.toml'];
    const { stdout } = await later.node(readAll([...names, ...more].map((name) => join(scene.home, name))));
    expect(stdout.match(/ENOENT/g)).toHaveLength(names.length + more.length);
    expect(stdout).not.toContain(secret);
    const tool = await later.run([join(scene.home, '.cargo/bin/tool')]);
    expect(tool.stdout).toBe('tool works\n');
    expect((await later.run(['npm', 'config', 'get', 'cache'])).stdout.trim()).toBe(join(scene.home, '.npm'));
  });

  it("of the runner and of other runs are not there, nor the person's checkout", async () => {
    const scene = await makeConfinedScene();
    const { dataDir, repository } = scene;
    const token = join(dataDir, 'runner.token');
    const other = join(dataDir, 'runs/two/output.log');
    await mkdir(join(other, '..'), { recursive: true });
    for (const path of [token, other, join(repository, '.env')]) await writeFile(path, secret);
    const spool = join(dataDir, 'runs/one/workspace.json');
    expect(existsSync(spool)).toBe(true);
    const paths = [token, other, spool, join(repository, '.env'), join(repository, 'readme.md')];
    const { stdout } = await scene.node(readAll(paths));
    expect(stdout.match(/ENOENT/g)).toHaveLength(paths.length);
  });

  it('cannot be written outside the workspace, by "..", by a link, or by their own path', async () => {
    const scene = await makeConfinedScene();
    const outside = await tempFolder();
    const { workspace, repository, home, dataDir } = scene;
    await symlink('/etc', join(workspace.path, 'etc'));
    await symlink(join(repository, 'readme.md'), join(workspace.path, 'theirs'));
    await symlink(join(outside, 'new'), join(workspace.path, 'new'));
    const escapes = [
      join(workspace.path, 'etc/overmind-escaped'),
      join(workspace.path, 'theirs'),
      join(workspace.path, 'new'),
      `${workspace.path}/../escaped`,
      join(dataDir, 'escaped'),
      '/etc/overmind-escaped',
      '/usr/overmind-escaped',
      '/sys/kernel/mm/ksm/run',
      '/proc/sys/kernel/core_pattern',
    ];
    const inTmp = `/tmp/mine-${randomUUID()}`;
    const before = await readFile('/proc/sys/kernel/core_pattern', 'utf8');
    const { stdout } = await scene.node(writeAll(escapes));
    expect(stdout).not.toContain('written');
    const { stdout: own } = await scene.node(
      writeAll([join(workspace.path, 'mine'), join(home, 'mine'), inTmp]),
    );
    expect(own.match(/written/g)).toHaveLength(3);
    expect(await readFile(join(workspace.path, 'mine'), 'utf8')).toBe('escaped');
    // What it wrote into its home and /tmp is the run's own and never the person's.
    expect([join(home, 'mine'), inTmp, join(outside, 'new')].map(existsSync)).toEqual([false, false, false]);
    expect(await readFile('/proc/sys/kernel/core_pattern', 'utf8')).toBe(before);
    expect(await readFile(join(repository, 'readme.md'), 'utf8')).toBe('A shop.\n');
  });

  it('of the machine that hold secrets are empty, and devices are not there', async () => {
    const scene = await makeConfinedScene();
    const devices = ['/dev/mem', '/dev/kmsg', '/dev/vda', '/dev/sda', '/dev/fuse', '/dev/kvm', '/proc/kcore'];
    const { stdout } = await scene.node(readAll(['/etc/shadow', '/etc/gshadow', '/etc/sudoers', ...devices]));
    for (const line of stdout.trim().split('\n')) expect(line).toMatch(/ (ENOENT|EACCES|EPERM)$|^\S+$/);
    const made = await scene.run(['/bin/sh', '-c', 'mknod disk b 254 0 2>&1; mknod null c 1 3 2>&1']);
    expect(made.stdout.match(/not permitted/g)).toHaveLength(2);
  });

  it('that are sockets of services cannot be connected to', async () => {
    const scene = await makeConfinedScene();
    const sockets = [join(scene.dataDir, 'db.sock'), `/run/overmind-test-${process.pid}.sock`];
    for (const path of sockets) {
      const server = createServer().listen(path);
      onTestFinished(() => void server.close());
    }
    const paths = JSON.stringify([...sockets, '/var/run/docker.sock', '/run/docker.sock']);
    const code = `for (const path of ${paths}) require('net').connect(path).on('connect', () => console.log('connected', path)).on('error', (error) => console.log(error.code))`;
    const { stdout } = await scene.node(code);
    expect(stdout.trim().split('\n')).toEqual(['ENOENT', 'ENOENT', 'ENOENT', 'ENOENT']);
  });

  it('can be shown by name to a single process, to read or to write', async () => {
    const scene = await makeConfinedScene();
    const folder = await tempFolder();
    const file = join(folder, 'login.json');
    await writeFile(file, 'mine');
    const code = `${readAll([file])}; ${writeAll([file])}`;
    expect((await scene.node(code)).stdout).toBe(`${file} ENOENT\n${file} ENOENT\n`);
    expect((await scene.node(code, { readOnly: [folder] })).stdout).toBe(`${file} mine\n${file} EROFS\n`);
    expect((await scene.node(code, { readWrite: [folder] })).stdout).toBe(`${file} mine\n${file} written\n`);
  });
});

describe('files, without a sandbox', () => {
  it('can be read and written as the runner can: that level claims nothing else', async () => {
    const scene = await makeConfinedScene({ level: 'restricted' });
    await furnishHome(scene);
    expect(scene.confinement.level).toBe('restricted');
    const { stdout } = await scene.node(readAll([join(scene.home, '.ssh/id_rsa')]));
    expect(stdout).toContain(secret);
  });
});
