import { mkdir, readdir, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { RunJob } from '@overmind/contracts/entities/run';
import { z } from 'zod';
import { codeOf } from '../../log.ts';
import { readJson, writeDurably } from '../../spool/files.ts';
import { Workspace } from '../worktree.ts';

const KeptWorkspace = z.object({
  run_id: z.string(),
  task_key: z.string(),
  /** As whom the run worked, for those who look into what it left: they are shut in as it was. */
  agent: RunJob.shape.agent.nullable().default(null),
  repo_path: z.string(),
  workspace: Workspace,
  size_bytes: z.number(),
  since: z.string(),
  /** What its branch was about to be called: where there is no branch of the old name, it is called so by now. */
  next_branch: z.string().nullable().default(null),
});
export type KeptWorkspace = z.infer<typeof KeptWorkspace>;

/** Longer than anybody takes to write one. */
const draftMs = 60 * 60_000;

/** What is written down of kept workspaces: a file for each, by the run that left it. */
export class KeptRecords {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  async write(kept: KeptWorkspace): Promise<void> {
    await mkdir(this.#dir, { recursive: true, mode: 0o700 });
    await writeDurably(this.#file(kept.run_id), JSON.stringify(kept));
  }

  find(runId: string): Promise<KeptWorkspace | null> {
    return readJson(this.#file(runId), KeptWorkspace);
  }

  /** The one kept longest first. */
  async list(): Promise<KeptWorkspace[]> {
    // What else is there was being written when its runner was killed.
    const records = (await this.#names()).filter((name) => name.endsWith('.json'));
    const found = await Promise.all(records.map((name) => readJson(join(this.#dir, name), KeptWorkspace)));
    return found.filter((kept) => kept !== null).sort((a, b) => a.since.localeCompare(b.since));
  }

  /** False when there was none any more. */
  async remove(runId: string): Promise<boolean> {
    try {
      await unlink(this.#file(runId));
      return true;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
  }

  /** Where the repository of a kept copy stands. */
  shadowOf(runId: string): string {
    return join(this.#dir, `${runId}.git`);
  }

  async listShadows(): Promise<string[]> {
    return (await this.#names()).filter((name) => name.endsWith('.git')).map((name) => join(this.#dir, name));
  }

  /** What a runner that was killed left half written. */
  async removeDrafts(): Promise<void> {
    for (const name of await this.#names()) {
      const path = join(this.#dir, name);
      if (name.endsWith('.tmp') && Date.now() - (await stat(path)).mtimeMs > draftMs)
        await rm(path, { force: true });
    }
  }

  async #names(): Promise<string[]> {
    try {
      return await readdir(this.#dir);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    }
  }

  #file(runId: string): string {
    return join(this.#dir, `${runId}.json`);
  }
}
