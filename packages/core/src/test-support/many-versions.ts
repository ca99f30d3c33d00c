import type { VersionSource } from '../state/copy/copies.ts';

/** So many made-up versions of one project, always the same. */
export function manyVersions(latest: number): VersionSource {
  return {
    latest,
    async *after(version) {
      for (let next = version + 1; next <= latest; next += 1) {
        yield {
          ...{ version: next, content: `version: ${next}\n`, content_hash: 'a'.repeat(64) },
          ...{ author: 'Ada <ada@example.test>', reason: 'Why.', cycle_id: null },
          created_at: new Date(next * 1_000),
        };
      }
    },
  };
}
