import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pause } from '../clock.ts';
import { runEnvironment } from '../process/environment.ts';
import type { Confinement } from '../sandbox/confinement.ts';
import { openConfinement, type SandboxSetting } from '../sandbox/open-confinement.ts';
import type { KeptWorkspaces } from '../workspace/disk/kept.ts';
import type { KeptWorkspace } from '../workspace/disk/kept-records.ts';
import { removeTree } from '../workspace/remove-tree.ts';
import { mendIndex } from '../workspace/set-aside/mend-index.ts';
import { KeptEdits } from './kept-edits.ts';
import type { HeldPlace, Place, Places } from './places.ts';

export interface KeptPlacesOptions {
  kept: KeptWorkspaces;
  places: Pick<Places, 'onLeave'>;
  /** Where the confinement of each has a folder of its own, which the next start sweeps after a crash. */
  runsDir: string;
  sandbox: SandboxSetting;
  environment: Readonly<Record<string, string | undefined>>;
  token: string;
}

interface OpenedPlace extends AsyncDisposable {
  place: Place;
}

/** What people leave. */
interface Left {
  confinement: Confinement;
  folder: string;
  edits: KeptEdits | null;
}

/** One workspace that people are in. */
interface OpenPlace {
  opened: Promise<OpenedPlace>;
  holders: number;
  isThere: boolean;
  /** Set when the last one leaves. */
  closed: Promise<void> | null;
}

/**
 * Workspaces that runs have left and that are kept, to be looked into. Whoever does is shut in as the run was; all who
 * are in one workspace share one confinement, which is closed before a run goes on there or the workspace is removed.
 * They enter in turn with those: a confinement that was opened later would change files under a run that is at work.
 */
export class KeptPlaces {
  readonly #options: KeptPlacesOptions;
  readonly #open = new Map<string, OpenPlace>();

  constructor(options: KeptPlacesOptions) {
    this.#options = options;
    options.kept.onTake = (runId) => this.#giveUp(runId);
  }

  /** Null when the workspace of this run is not kept. Throws a sentence when nobody can be shut in there. */
  async hold(runId: string): Promise<HeldPlace | null> {
    return this.#options.kept.enter(runId, (kept) => this.#join(kept));
  }

  async #join(kept: KeptWorkspace): Promise<HeldPlace> {
    const runId = kept.run_id;
    for (let before = this.#open.get(runId); before?.closed; before = this.#open.get(runId))
      await before.closed;
    const open = this.#open.get(runId) ?? this.#begin(kept);
    open.holders += 1;
    const leave = (): Promise<void> => this.#leave(runId, open);
    try {
      const { place } = await open.opened;
      return { place, isThere: () => open.isThere, [Symbol.asyncDispose]: leave };
    } catch (error) {
      await leave();
      throw error;
    }
  }

  #begin(kept: KeptWorkspace): OpenPlace {
    const open = { opened: this.#enter(kept), holders: 0, isThere: true, closed: null };
    this.#open.set(kept.run_id, open);
    return open;
  }

  async #enter(kept: KeptWorkspace): Promise<OpenedPlace> {
    const { runsDir, environment, token, sandbox } = this.#options;
    const { agent, workspace, run_id: runId, task_key: key } = kept;
    if (agent === null) throw new Error('This workspace was kept by an older runner.');
    await mendIndex(workspace);
    const folder = join(runsDir, randomUUID());
    const tmpDir = join(folder, 'tmp');
    await mkdir(tmpDir, { recursive: true, mode: 0o700 });
    // The server knows of no such run: after a crash the folder is swept, and nothing of it is told.
    await writeFile(join(folder, 'lost'), JSON.stringify({ detail: 'A terminal in a kept workspace.' }));
    const needs = { agent, task: { key }, run: { id: runId } };
    const { variables } = runEnvironment(needs, environment, tmpDir, token);
    const opened = await openConfinement({
      ...{ runId, kind: 'terminal', folder, tmpDir, workspace, agent, env: variables },
      ...{ setting: sandbox, say: () => {} },
    });
    if (!opened.ok) {
      await removeTree(folder);
      throw new Error(opened.detail);
    }
    const { confinement } = opened;
    try {
      const edits = await KeptEdits.begin(workspace, folder);
      const { env, secrets } = agent.config;
      return {
        place: { workspace: workspace.path, confinement, withheld: [...env, ...secrets] },
        [Symbol.asyncDispose]: () => this.#close(runId, { confinement, folder, edits }),
      };
    } catch (error) {
      await close(confinement, folder);
      throw error;
    }
  }

  async #close(runId: string, { confinement, folder, edits }: Left): Promise<void> {
    try {
      await this.#options.kept.changeSnapshots(runId, async (snapshots) => edits?.addTo(snapshots) ?? null);
    } finally {
      await close(confinement, folder);
    }
  }

  async #leave(runId: string, open: OpenPlace): Promise<void> {
    open.holders -= 1;
    if (open.holders > 0) return;
    open.closed = open.opened
      .then(
        (opened) => opened[Symbol.asyncDispose](),
        () => {}, // Whoever asked for it was told.
      )
      .finally(() => this.#open.delete(runId));
    await open.closed;
  }

  async #giveUp(runId: string): Promise<void> {
    const open = this.#open.get(runId);
    if (open === undefined) return;
    open.isThere = false;
    await this.#options.places.onLeave(runId, 'The workspace is not kept any more.');
    // Those that were just about to enter leave by themselves.
    while (this.#open.get(runId) === open) await pause(5);
  }
}

async function close(confinement: Confinement, folder: string): Promise<void> {
  try {
    await confinement[Symbol.asyncDispose]();
  } finally {
    await removeTree(folder);
  }
}
