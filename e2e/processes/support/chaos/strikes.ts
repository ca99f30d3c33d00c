import { setTimeout as pause } from 'node:timers/promises';
import { echoAgentProgram } from '@overmind/testing/agents/echo-agent';
import { waitFor } from '@overmind/testing/wait-for';
import type { Witness } from '../witness.ts';
import type { Installation, Machine } from './installation.ts';
import { processesOfRuns } from './litter.ts';
import type { Fault, FaultKind } from './schedule.ts';
import { isLive, type Work, type WorkKind } from './work.ts';

export interface Scene {
  installation: Installation;
  work: Work;
  witness: Witness;
}

/**
 * Lets the fault happen and puts right what a person would; gives what it struck, for the report of a failure. Null
 * where this machine does not let it happen.
 */
export async function strike(scene: Scene, fault: Fault): Promise<string | null> {
  const machine = await pickMachine(scene, fault);
  if (fault.kind === 'fill_disk' && machine.disk === null) return null;
  await strikes[fault.kind](scene, machine, fault);
  return `${fault.kind} of ${scene.installation.machines.indexOf(machine)} for ${fault.lengthMs} ms`;
}

type Strike = (scene: Scene, machine: Machine, fault: Fault) => Promise<void>;

const strikes: Record<FaultKind, Strike> = {
  kill_runner: async (_, { runner }) => {
    await runner.kill();
    await runner.restart();
  },
  kill_server: async ({ installation }) => {
    await installation.killServer();
    await installation.server.restart();
  },
  kill_database: async ({ installation }) => {
    await installation.killDatabase();
    await installation.server.restart();
  },
  kill_all: async ({ installation }) => {
    await installation.killAll();
    // Whoever comes back first has to wait for the other.
    for (const { runner } of installation.machines) runner.launchAgain();
    await installation.server.restart();
  },
  restart_server: async ({ installation: { server } }) => {
    await server.stop();
    await server.restart();
  },
  kill_command: ({ work, witness }) => killOne(work, 'commands', () => witness.programPids()),
  kill_agent: async ({ work }) => {
    const program = await echoAgentProgram();
    const isAgent = (command: string) => /^(\S*\/)?node /.test(command) && command.includes(program);
    // Other tests on this machine may run the same program.
    await killOne(work, 'agent', async () =>
      processesOfRuns(await work.runs())
        .filter(({ command }) => isAgent(command))
        .map(({ pid }) => pid),
    );
  },
  stop_runner: async (scene, machine, fault) => {
    const { runner } = machine;
    runner.program.signal('SIGSTOP');
    await last(scene, machine, fault);
    runner.program.signal('SIGCONT');
  },
  cut_network: async (scene, machine, fault) => {
    machine.wire.cut();
    await last(scene, machine, fault);
    machine.wire.restore();
  },
  hold_network: async (scene, machine, fault) => {
    machine.wire.hold();
    await last(scene, machine, fault);
    machine.wire.restore();
  },
  fill_disk: async ({ work }, { id, disk }) => {
    if (disk === null) throw new Error('There is no disk to fill.');
    const before = new Set((await liveRunsOf(work, id)).map((run) => run.id));
    await disk.fill();
    const areGone = async () => !(await liveRunsOf(work, id)).some((run) => before.has(run.id));
    await waitFor(areGone, { what: 'the full disk to end what ran on it' });
    await disk.empty();
  },
};

/** One that has work, where there is one: a fault of another strikes nothing. */
async function pickMachine({ installation, work }: Scene, { runner }: Fault): Promise<Machine> {
  const { machines } = installation;
  const [first, ...others] = [...machines.slice(runner), ...machines.slice(0, runner)];
  if (first === undefined) throw new Error('There is no runner.');
  for (const machine of [first, ...others])
    if ((await liveRunsOf(work, machine.id)).length > 0) return machine;
  return first;
}

const liveRunsOf = async (work: Work, runnerId: string) =>
  (await work.runs()).filter((run) => run.runner_id === runnerId && isLive(run));

/** How long a fault lasts is a part of it: nothing is waited for. */
async function last({ work }: Scene, { id }: Machine, { lengthMs }: Fault): Promise<void> {
  if (lengthMs !== null) return pause(lengthMs);
  const held = new Set((await liveRunsOf(work, id)).map((run) => run.id));
  const areLost = async () => !(await liveRunsOf(work, id)).some((run) => held.has(run.id));
  await waitFor(areLost, { what: 'the server to give up what the runner held' });
}

/** One that was alive when it was struck: another is looked for where it ended by itself a moment before. */
async function killOne(work: Work, kind: WorkKind, find: () => number[] | Promise<number[]>): Promise<void> {
  await work.add(kind);
  await waitFor(async () => (await find()).some(isKilled), {
    what: `a process of kind ${kind}`,
  });
}

function isKilled(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}
