import type { StateCommitRow, StateCopyToSave } from '@overmind/db/queries/projects/state-copies';

/** The versions of a project as the database has them; the truth that copies follow. */
export interface VersionSource {
  /** The latest there is. */
  latest: number;
  /** Versions above `version`, oldest first. */
  after(version: number): AsyncIterable<StateCommitRow>;
}

/** Where each version of the state documents is also kept, outside the database. */
export interface StateCopies {
  /** When this process began to look after copies: what was checked before may have changed since. */
  readonly startedAt: Date;
  /**
   * Makes the copy say what the database says. `known` is what was last seen of it. What the copy has and the
   * database has not is set aside, never taken in. To be called under the project's lock. Rejects only when
   * the source does.
   */
  bring(projectId: string, known: StateCopyToSave | null, source: VersionSource): Promise<StateCopyToSave>;
}
