import type { StateBlame, StateVersion } from '@overmind/contracts/entities/state';
import { listStatesBefore } from '@overmind/db/queries/projects/state-versions';
import type { Core } from '../core.ts';
import { linesOf, listHunks } from './lines.ts';
import { getState } from './read.ts';

/** So many older versions are looked at; lines that are older still are said to be the oldest one's. */
const maxVersions = 500;
/** And for so long: texts of many thousand lines take a good part of a second each. */
const maxMs = 500;
const sliceSize = 25;

/** Lines of the blamed text, followed back through older versions. */
class LineTrail {
  readonly #owners: StateVersion[];
  /** For each line of the oldest version looked at, which blamed lines it became. */
  #places: number[];
  #lines: readonly string[];
  #version: StateVersion;

  constructor(version: StateVersion) {
    this.#version = version;
    this.#lines = linesOf(version.content);
    this.#places = this.#lines.map((_, index) => index);
    this.#owners = this.#lines.map(() => version);
  }

  get isEnded(): boolean {
    return this.#places.every((place) => place === -1);
  }

  get owners(): readonly StateVersion[] {
    return this.#owners;
  }

  get oldest(): StateVersion {
    return this.#version;
  }

  /** Goes back to the version before: lines that it has too are at least as old as it. */
  follow(older: StateVersion): void {
    const lines = linesOf(older.content);
    const places = lines.map(() => -1);
    let [oldAt, newAt] = [0, 0];
    const keep = (until: number): void => {
      for (; newAt < until; oldAt += 1, newAt += 1) {
        const place = this.#places[newAt] ?? -1;
        places[oldAt] = place;
        if (place !== -1) this.#owners[place] = older;
      }
    };
    for (const hunk of listHunks(lines, this.#lines)) {
      keep(hunk.newStart);
      [oldAt, newAt] = [hunk.oldEnd, hunk.newEnd];
    }
    keep(this.#lines.length);
    [this.#lines, this.#places, this.#version] = [lines, places, older];
  }
}

async function followBack(core: Core, projectId: string, trail: LineTrail): Promise<void> {
  let leftMs = maxMs;
  for (let looked = 0; looked < maxVersions; looked += sliceSize) {
    const slice = await listStatesBefore(core.db, projectId, trail.oldest.version, sliceSize);
    for (const older of slice) {
      if (trail.isEnded || leftMs <= 0) return;
      const startedAt = performance.now();
      trail.follow(older);
      leftMs -= performance.now() - startedAt;
    }
    if (slice.length < sliceSize) return;
  }
}

/** Which version brought each line of one version as it is. */
export async function blameState(core: Core, projectId: string, version: number): Promise<StateBlame> {
  const blamed = await getState(core, projectId, version);
  const trail = new LineTrail(blamed);
  await followBack(core, projectId, trail);
  const lines = linesOf(blamed.content).map((text, index) => {
    const { version: number, author, reason, created_at } = trail.owners[index] ?? blamed;
    return { text: text.replace(/\n$/, ''), version: number, author, reason, created_at };
  });
  return { version, lines, is_partial: !trail.isEnded && trail.oldest.version > 1 };
}
