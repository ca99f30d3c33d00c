import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { ProcessKind } from '../process/standstill.ts';
import type { Tree } from '../process/tree.ts';
import { removeTree } from '../workspace/remove-tree.ts';
import type { Workspace } from '../workspace/worktree.ts';
import { makeAgentGit } from './agent-git.ts';
import { chooseSandbox, type Offer } from './choose.ts';
import { Confinement, type ConfinementParts } from './confinement.ts';
import { ControlGroup } from './limits/control-group.ts';
import { DiskUse } from './limits/disk-use.ts';
import { LimitWatch } from './limits/limit-watch.ts';
import { AllowedHosts } from './network/allowed-hosts.ts';
import { proxyVariables } from './network/bridge.ts';
import { AllowListProxy } from './network/proxy.ts';
import type { Mount, Sandbox } from './sandbox.ts';
import { hideTracked } from './secrets/hide-tracked.ts';
import { composeMounts } from './view/compose.ts';
import { isTooMuch } from './view/tool-folders.ts';

/** What a runner knows of its machine for every run. */
export interface SandboxSetting {
  offer: Offer;
  /** Folders and files of the runner and of people that no command may see. */
  hidden: () => readonly string[];
  /** Absolute paths that commands may read besides, and paths in repositories that are no secret there. */
  readable: readonly string[];
}

export interface ConfinementRequest {
  runId: string;
  kind: ProcessKind;
  /** The run's folder, of which the confinement uses `home` and `git`. */
  folder: string;
  tmpDir: string;
  workspace: Workspace;
  agent: { name: string; config: Pick<AgentConfig, 'sandbox' | 'network' | 'limits'> };
  env: Record<string, string>;
  setting: SandboxSetting;
  /** Writes a sentence into the run's log. */
  say: (sentence: string) => void;
}

export type Opened = { ok: true; confinement: Confinement } | { ok: false; detail: string };

type Closers = (() => Promise<void>)[];

/** Closes a run in, as its agent's config asks and this machine can; the caller disposes what it gets. */
export async function openConfinement(request: ConfinementRequest): Promise<Opened> {
  const choice = chooseSandbox(request.setting.offer, request.agent.config);
  if (!choice.ok) return choice;
  const { sandbox, level } = choice;
  const owned: Closers = [];
  try {
    const hidden = level === 'none' ? [] : await hideSecrets(request, owned);
    const view = await openView(request, sandbox, hidden, owned);
    const network = await openNetwork(request, owned);
    const limits = await openLimits(request, owned);
    const { runId, kind, folder, env } = request;
    const variables = { ...env, ...view.env, ...(network.kind === 'allow' ? proxyVariables() : {}) };
    const parts: ConfinementParts = {
      ...{ runId, kind, folder, sandbox, level, network, owned, home: view.home, env: variables },
      mounts: [...view.mounts, ...socketMount(sandbox, network)],
      ...{ bounds: limits.bounds, mostProcesses: limits.mostProcesses, watch: limits.watch },
    };
    return { ok: true, confinement: new Confinement(parts, limits.trees) };
  } catch (error) {
    for (const close of owned.reverse()) await close();
    throw error;
  }
}

async function hideSecrets(request: ConfinementRequest, owned: Closers): Promise<string[]> {
  const { workspace, setting, say } = request;
  const hidden = await hideTracked(workspace, setting.readable);
  if (hidden.paths.length === 0) return [];
  owned.push(() => hidden.restore());
  const more = hidden.paths.length > 10 ? ` and ${hidden.paths.length - 10} more` : '';
  say(
    `Files that may hold secrets are empty while this agent works, and are kept as they were: ` +
      `${hidden.paths.slice(0, 10).join(', ')}${more}`,
  );
  return hidden.paths;
}

interface OpenedView {
  mounts: readonly Mount[];
  home: string;
  env: Record<string, string>;
}

async function openView(
  request: ConfinementRequest,
  sandbox: Sandbox,
  hidden: readonly string[],
  owned: Closers,
): Promise<OpenedView> {
  const personHome = request.env['HOME'] ?? homedir();
  if (sandbox.level !== 'sandboxed') return { mounts: [], home: personHome, env: {} };
  const { setting, workspace, agent } = request;
  const [home, git] = [join(request.folder, 'home'), join(request.folder, 'git')];
  await mkdir(home, { recursive: true, mode: 0o700 });
  await mkdir(git, { recursive: true, mode: 0o700 });
  owned.push(async () => {
    for (const path of [home, git, `${git}-pointer`]) await removeTree(path);
  });
  // Services have homes such as `/`, in whose place nothing can be put.
  const found = await realpath(personHome).catch(() => null);
  const realHome = found === null || isTooMuch(found) ? null : found;
  const gitMounts = async (): Promise<readonly Mount[]> => {
    // The copy of a folder without git has none that agents could see.
    if (workspace.kind === 'copy') return [];
    if (!sandbox.hasOwnFiles) return [{ kind: 'read', path: workspace.common_dir }];
    const folder = await realpath(git);
    return (await makeAgentGit({ workspace, folder, agent: agent.name, hidden })).mounts;
  };
  const mounts = composeMounts({
    home: realHome ?? home,
    searchPath: request.env['PATH'] ?? '',
    hidden: setting.hidden(),
    readable: setting.readable,
    run: {
      home: await realpath(home),
      tmp: await realpath(request.tmpDir),
      workspace: await realpath(workspace.path),
      more: await gitMounts(),
    },
  });
  if (!sandbox.hasOwnFiles) return { mounts, home, env: { HOME: home } };
  const inside = realHome ?? home;
  return { mounts, home: inside, env: { HOME: inside, TMPDIR: '/tmp' } };
}

async function openNetwork(
  { agent, folder, say }: ConfinementRequest,
  owned: Closers,
): Promise<ConfinementParts['network']> {
  const { network } = agent.config;
  if (typeof network === 'string') return { kind: network };
  const hosts = new AllowedHosts(network.allow);
  // A socket's path may have about 100 characters, which the run's folder can exceed.
  const place = folder.length < 70 ? folder : await mkdtemp(join(tmpdir(), 'overmind-net-'));
  if (place !== folder) owned.push(() => removeTree(place));
  const socketPath = join(place, 'network.sock');
  const proxy = new AllowListProxy({ socketPath, hosts, onBlocked: say });
  await proxy.start();
  owned.push(() => proxy[Symbol.asyncDispose]());
  return { kind: 'allow', socketPath, loopbackPorts: hosts.loopbackPorts };
}

/** The run's folder is out of sight, so its one socket is shown by itself. */
const socketMount = (sandbox: Sandbox, network: ConfinementParts['network']): Mount[] =>
  sandbox.hasOwnFiles && network.kind === 'allow' ? [{ kind: 'read', path: network.socketPath }] : [];

async function openLimits(request: ConfinementRequest, owned: Closers) {
  const { agent, workspace, folder, tmpDir, say } = request;
  const { limits } = agent.config;
  const group = await ControlGroup.make(limits);
  if (group !== null) owned.push(() => group[Symbol.asyncDispose]());
  if (limits.cpus !== undefined && group?.holdsProcessors !== true)
    say(
      `This runner may make no control group that holds a run to ${limits.cpus} processors, so this one may use all of them, at a low priority.`,
    );
  const limitBytes = limits.disk_mb * 1024 * 1024;
  const folders = [workspace.path, tmpDir, join(folder, 'home'), join(folder, 'git')].filter(existsSync);
  const disk = new DiskUse(folders, limitBytes);
  await disk.start();
  const trees = new Set<Tree>();
  const watch = new LimitWatch({ limits, group, disk, trees: () => [...trees] });
  owned.push(() => watch[Symbol.asyncDispose]());
  return {
    ...{ watch, trees },
    bounds: { largestFileBytes: limitBytes, groupFiles: group?.memberFiles ?? [] },
    mostProcesses: group === null && process.platform === 'linux' ? limits.processes : null,
  };
}
