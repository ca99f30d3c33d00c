import { createHash } from 'node:crypto';
import type { StateCommitRow } from '@overmind/db/queries/projects/state-copies';

/** The one file of a copy. */
export const fileName = 'state.yaml';
const mode = '100644';

function objectHash(kind: string, body: Buffer): string {
  return createHash('sha1').update(`${kind} ${body.length}\0`).update(body).digest('hex');
}

/** What git log tells of a version; the trailers say which one it is. */
export function messageOf(row: StateCommitRow): string {
  const reason = row.reason.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const cycle = row.cycle_id === null ? '' : `Cycle: ${row.cycle_id}\n`;
  return `v${row.version}: ${reason}\n\n${cycle}Version: ${row.version}\nContent-Hash: ${row.content_hash}\n`;
}

/** Who and when, as commit objects hold it, which know no time before 1970; author and committer are the same. */
export const signatureOf = (row: StateCommitRow): string =>
  `${row.author} ${Math.max(0, Math.floor(row.created_at.getTime() / 1000))} +0000`;

/** The hash that git gives the commit of a version: the same row on the same parent always has the same. */
export function commitHash(row: StateCommitRow, parent: string | null): string {
  const blob = Buffer.from(objectHash('blob', Buffer.from(row.content)), 'hex');
  const tree = objectHash('tree', Buffer.concat([Buffer.from(`${mode} ${fileName}\0`), blob]));
  const lines = [
    `tree ${tree}`,
    ...(parent === null ? [] : [`parent ${parent}`]),
    `author ${signatureOf(row)}`,
    `committer ${signatureOf(row)}`,
    '',
    messageOf(row),
  ];
  return objectHash('commit', Buffer.from(lines.join('\n')));
}
