import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { echoAgentProgram } from '@overmind/testing/agents/echo-agent';
import { waitFor } from '@overmind/testing/wait-for';
import { Person } from '../person.ts';
import type { Runner } from '../runner.ts';
import { isAlive, type Server } from '../server.ts';
import type { Stand } from '../stand.ts';
import { SmallDisk } from './small-disk.ts';
import { Wire } from './wire.ts';

/** A runner with all that can be taken from it. */
export interface Machine {
  id: string;
  runner: Runner;
  wire: Wire;
  /** Null where this machine lets nobody mount one. */
  disk: SmallDisk | null;
}

export interface InstallationOptions {
  repository: string;
  /** Of the server. */
  env: Record<string, string>;
  /** Of the runners. */
  runnerEnv: Record<string, string>;
}

/** A server with its embedded database and two runners of the same repository, whose parts fail and come back. */
export class Installation {
  readonly server: Server;
  readonly person: Person;
  readonly machines: readonly Machine[];

  private constructor(server: Server, person: Person, machines: readonly Machine[]) {
    this.server = server;
    this.person = person;
    this.machines = machines;
  }

  static async start(stand: Stand, { repository, env, runnerEnv }: InstallationOptions) {
    const wires = [stand.own(await Wire.open()), stand.own(await Wire.open())];
    const hosts = wires.map(({ host }) => host).join(',');
    const server = await stand.server({ ...env, ALLOWED_HOSTS: hosts });
    const person = await Person.signIn(server.url);
    const machines: Machine[] = [];
    for (const [index, wire] of wires.entries()) {
      wire.leadTo(server.options.port);
      const folder = await stand.folder();
      const disk = await mountDisk(folder);
      if (disk !== null) stand.own(disk);
      const { id, tokenFile } = await register(person, `machine-${index}`, await stand.folder());
      const options = { url: `http://${wire.host}`, tokenFile, roots: [repository], dataDir: folder };
      const ofAgents = { RUNNER_READABLE: dirname(await echoAgentProgram()), RUNNER_CAPACITY: '2' };
      const runner = await stand.launch({ ...options, env: { ...runnerEnv, ...ofAgents } });
      machines.push({ id, runner, wire, disk });
    }
    return new Installation(server, person, machines);
  }

  async killServer(): Promise<void> {
    const postmaster = await this.server.postmasterPid();
    await this.server.kill();
    if (postmaster !== null) await gone(postmaster);
  }

  /** The server cannot work without its database and ends itself. */
  async killDatabase(): Promise<void> {
    const postmaster = await this.server.postmasterPid();
    if (postmaster !== null) process.kill(postmaster, 'SIGKILL');
    await this.server.program.exited;
  }

  async killAll(): Promise<void> {
    const postmaster = await this.server.postmasterPid();
    if (postmaster !== null) process.kill(postmaster, 'SIGKILL');
    await Promise.all([this.server.kill(), ...this.machines.map(({ runner }) => runner.kill())]);
    if (postmaster !== null) await gone(postmaster);
  }
}

/** Where a disk cannot be mounted by one who may, something is wrong; for others, full disks are left out. */
async function mountDisk(folder: string): Promise<SmallDisk | null> {
  const { disk, refusal } = await SmallDisk.mount(folder);
  if (disk !== null) return disk;
  if (await mayMount()) throw new Error(`No disk can be mounted, though this is root: ${refusal}`);
  console.warn(`Full disks are left out, because none can be mounted here: ${refusal}`);
  return null;
}

/** Root of Linux with the capability CAP_SYS_ADMIN, which containers take away. */
async function mayMount(): Promise<boolean> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const [, capabilities = '0'] = /^CapEff:\s*(\w+)$/m.exec(await readFile('/proc/self/status', 'utf8')) ?? [];
  return ((BigInt(`0x${capabilities}`) >> 21n) & 1n) === 1n;
}

async function register(person: Person, name: string, folder: string) {
  const { runner, token } = await person.post<{ runner: { id: string }; token: string }>('/runners', {
    name,
  });
  const tokenFile = join(folder, 'token');
  await writeFile(tokenFile, token, { mode: 0o600 });
  return { id: runner.id, tokenFile };
}

const gone = (pid: number): Promise<boolean> =>
  waitFor(() => !isAlive(pid), { what: `process ${pid} to be gone` });
