import { expect } from 'vitest';
import type { Call } from '../../call.ts';
import { makeUser } from '../../test-support/makers.ts';
import { startTestCore, type TestCore } from '../../test-support/start-test-core.ts';
import {
  exportBytes,
  importBytes,
  type OpenedArchive,
  openArchive,
  packAgain,
  putRows,
  rowsOf,
} from './archives.ts';
import { filesUnder, makeHistory, workFilesGone } from './history.ts';

type Row = Record<string, unknown>;

/** An installation with one project of every kind of history, and an archive of it that comes in as it is. */
export class HostileTries {
  readonly on: TestCore;
  readonly good: Buffer;
  readonly importer: Call;

  private constructor(on: TestCore, good: Buffer, importer: Call) {
    this.on = on;
    this.good = good;
    this.importer = importer;
  }

  static async start(): Promise<HostileTries> {
    const on = await startTestCore();
    const made = await makeHistory(on.core);
    const good = await exportBytes(on.core, made.owner, made.project.id);
    await workFilesGone(on);
    return new HostileTries(on, good, await makeUser(on.core));
  }

  async #look() {
    const { db } = this.on.core;
    return {
      files: (await filesUnder(this.on, '.')).sort(),
      projects: await db.selectFrom('projects').select('id').execute(),
      tasks: await db.selectFrom('tasks').select('id').execute(),
    };
  }

  /** Refused with these words, and nothing of it is left. */
  async expectRefusal(bytes: Buffer, words: RegExp): Promise<void> {
    const before = await this.#look();
    const refused = importBytes(this.on.core, this.importer, bytes, { ids: 'remap' });
    await expect(refused).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(words) });
    expect(await this.#look()).toEqual(before);
  }

  /** The good archive with one thing changed; its manifest tells of the change. */
  async changed(change: (archive: OpenedArchive) => unknown): Promise<Buffer> {
    const archive = await openArchive(this.good);
    change(archive);
    return packAgain(archive);
  }

  changedRow(table: string, change: (row: Row, all: Row[]) => unknown): Promise<Buffer> {
    return this.changed((archive) => {
      const rows = rowsOf(archive, table);
      const [row] = rows;
      if (!row) throw new Error(`there is no row of ${table}`);
      change(row, rows);
      putRows(archive, table, rows);
    });
  }
}
