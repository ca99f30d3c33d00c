import { randomUUID } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { AgentConfig } from '@overmind/contracts/entities/agent';
import { onTestFinished } from 'vitest';
import type { z } from 'zod';
import type { ProcessKind } from '../process/standstill.ts';
import { type Offer, probeOffer } from '../sandbox/choose.ts';
import type { Confinement, StartOptions } from '../sandbox/confinement.ts';
import { type Opened, openConfinement } from '../sandbox/open-confinement.ts';
import { KeyedMutex } from '../workspace/mutex.ts';
import { openRepository, type Repository } from '../workspace/repository.ts';
import { AllowedRoots } from '../workspace/roots.ts';
import { addWorktree, type Workspace } from '../workspace/worktree.ts';
import { makeRepository } from './repository.ts';
import { tempFolder } from './temp-folder.ts';

export type SceneLevel = 'sandboxed' | 'restricted';

export interface SceneParts {
  files?: Record<string, string>;
  config?: z.input<typeof AgentConfig>;
  level?: SceneLevel;
  env?: Record<string, string>;
  readable?: string[];
  hidden?: string[];
  kind?: ProcessKind;
}

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** A person with a home and a repository, a runner's data folder, and one run of an agent in it. */
export interface ConfinedScene {
  folder: string;
  home: string;
  repository: string;
  dataDir: string;
  workspace: Workspace;
  opened: Opened;
  said: string[];
  /** Throws where the confinement was refused. */
  confinement: Confinement;
  run: (argv: readonly string[], more?: Partial<StartOptions>) => Promise<Ended>;
  /** A program of node's, by its text. */
  node: (code: string, more?: Partial<StartOptions>) => Promise<Ended>;
}

let offers: Promise<Record<SceneLevel, Offer>> | null = null;

const probe = async (): Promise<Record<SceneLevel, Offer>> => ({
  sandboxed: await probeOffer({ isolation: 'auto', sandbox: 'auto' }),
  restricted: await probeOffer({ isolation: 'auto', sandbox: 'off' }),
});

export async function offerOf(level: SceneLevel): Promise<Offer> {
  offers ??= probe();
  return (await offers)[level];
}

export async function makeConfinedScene(parts: SceneParts = {}): Promise<ConfinedScene> {
  const folder = await tempFolder();
  const home = join(folder, 'person');
  const runFolder = join(folder, 'data/runs/one');
  for (const path of [home, join(runFolder, 'tmp')]) await mkdir(path, { recursive: true });
  const files = parts.files ?? { 'readme.md': 'A shop.\n' };
  const repository = await makeRepository(join(folder, 'work/shop'), files);
  const workspace = await makeWorkspace(folder, repository, runFolder);
  const said: string[] = [];
  const dataDir = join(folder, 'data');
  const opened = await openConfinement({
    ...{ runId: randomUUID(), kind: parts.kind ?? 'run', folder: runFolder },
    ...{ tmpDir: join(runFolder, 'tmp'), workspace },
    agent: { name: 'backend', config: AgentConfig.parse(parts.config ?? {}) },
    env: { PATH: process.env['PATH'] ?? '', HOME: home, ...parts.env },
    setting: {
      offer: await offerOf(parts.level ?? 'sandboxed'),
      hidden: () => [dataDir, join(folder, 'work'), ...(parts.hidden ?? [])],
      readable: parts.readable ?? [],
    },
    say: (sentence) => said.push(sentence),
  });
  if (opened.ok) onTestFinished(() => opened.confinement[Symbol.asyncDispose]());
  const confined = (): Confinement => {
    if (!opened.ok) throw new Error(opened.detail);
    return opened.confinement;
  };
  const run: ConfinedScene['run'] = (argv, more = {}) =>
    runToEnd(confined(), { argv, cwd: workspace.path, ...more });
  const node: ConfinedScene['node'] = (code, more) => run([process.execPath, '-e', code], more);
  const scene = { folder, home, repository, dataDir, workspace, opened, said, run, node };
  return {
    ...scene,
    get confinement() {
      return confined();
    },
  };
}

export async function runToEnd(confinement: Confinement, options: StartOptions): Promise<Ended> {
  const child = await confinement.start(options);
  const { stdout, stderr } = child.streams;
  const output = Promise.all([text(stdout), text(stderr)]);
  const stop = (): void => void child.end(0);
  confinement.exceeded.addEventListener('abort', stop, { once: true });
  const { code } = await child.exit;
  await child.end(0);
  await confinement.checkLimits();
  confinement.exceeded.removeEventListener('abort', stop);
  const [out, err] = await output;
  return { code, stdout: out, stderr: err };
}

async function makeWorkspace(folder: string, path: string, recordIn: string): Promise<Workspace> {
  const roots = new AllowedRoots();
  await roots.set([join(folder, 'work')], () => {});
  const repository = await openRepository(path, roots);
  if (!repository.ok) throw new Error(repository.detail);
  return addWorktree({
    repository: repository satisfies Repository,
    path: join(await realpath(folder), 'data/worktrees/one'),
    ...{ branch: 'overmind/SHOP-1/1', baseBranch: null, recordIn },
    ...{ mutex: new KeyedMutex(), signal: new AbortController().signal },
  });
}
