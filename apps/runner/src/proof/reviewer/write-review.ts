import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CriteriaReview } from '@overmind/contracts/entities/criteria-review';
import type { SpooledArtifact } from '../../spool/run-spool.ts';

/** Keeps a review with the run: to be read by people, and by programs. */
export async function writeReview(
  folder: string,
  number: number,
  review: CriteriaReview,
  markdown: string,
): Promise<SpooledArtifact[]> {
  return [
    await write(folder, `review-${number}.md`, markdown),
    await write(folder, `review-${number}.json`, `${JSON.stringify(review, null, 2)}\n`),
  ];
}

async function write(folder: string, name: string, text: string): Promise<SpooledArtifact> {
  const bytes = Buffer.from(text);
  await writeFile(join(folder, name), bytes, { mode: 0o600 });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { kind: 'review', name, file: name, sha256, size_bytes: bytes.length };
}
