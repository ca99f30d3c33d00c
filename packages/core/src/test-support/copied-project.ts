import { join } from 'node:path';
import type { StateCopy } from '@overmind/contracts/entities/state';
import { runCycles } from '../cycles/run.ts';
import { copyState } from '../state/copy-state.ts';
import { getState, getStateCopy } from '../state/read.ts';
import { type MadeProject, makeProject } from './makers.ts';
import type { TestCore } from './start-test-core.ts';
import { gitIn, writeNotes } from './states.ts';

/** A project with its first state version, and what is done with its Git copy. */
export class CopiedProject {
  readonly #on: TestCore;
  readonly made: MadeProject;
  readonly id: string;
  readonly gitDir: string;

  private constructor(on: TestCore, made: MadeProject) {
    this.#on = on;
    this.made = made;
    this.id = made.project.id;
    this.gitDir = join(on.storageRoot, 'projects', this.id, 'state.git');
  }

  static async make(on: TestCore): Promise<CopiedProject> {
    const made = await makeProject(on.core);
    await runCycles(on.core, made.project.id);
    return new CopiedProject(on, made);
  }

  git(...args: string[]): Promise<string> {
    return gitIn(this.gitDir, ...args);
  }

  /** Hashes and subjects, newest first. */
  async log(ref = 'main'): Promise<string[]> {
    return (await this.git('log', '--format=%H %s', ref)).split('\n');
  }

  async note(...texts: string[]): Promise<void> {
    for (const text of texts) await writeNotes(this.#on.core, this.made.owner, this.id, text);
  }

  copy(): Promise<void> {
    return copyState(this.#on.core, this.id);
  }

  shown(): Promise<StateCopy> {
    return getStateCopy(this.#on.core, this.id);
  }

  async latest(): Promise<number> {
    return (await getState(this.#on.core, this.id)).version;
  }

  /** Drops versions, as retention or a restored database does. */
  async drop(condition: string): Promise<void> {
    await this.#on.database.pool.query(
      `begin; set local overmind.retention = 'on';
       delete from project_state_versions where project_id = '${this.id}' and ${condition}; commit`,
    );
  }

  /** Changes what the database remembers of the copy. */
  async setRow(change: string): Promise<void> {
    await this.#on.database.pool.query(
      `update project_state_copies set ${change} where project_id = '${this.id}'`,
    );
  }
}
