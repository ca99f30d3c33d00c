import { readLocal, writeLocal } from '#lib/local-store.ts';
import type { LinePlace } from '../diff/diff-file.ts';
import { lineName, readLineHash } from '../line-hash.ts';

const keyOf = (runId: string): string => `review:drafts:${runId}`;

function readAll(runId: string): Record<string, string> {
  try {
    const kept: unknown = JSON.parse(readLocal(keyOf(runId)) ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, string>) : {};
  } catch {
    return {};
  }
}

export const readDraft = (runId: string, place: LinePlace): string => {
  const draft = readAll(runId)[lineName(place)];
  return typeof draft === 'string' ? draft : '';
};

/** Keeps what is typed under a line until it is sent or given up. */
export function writeDraft(runId: string, place: LinePlace, text: string): void {
  const { [lineName(place)]: _, ...others } = readAll(runId);
  const drafts = text.trim() === '' ? others : { ...others, [lineName(place)]: text };
  writeLocal(keyOf(runId), Object.keys(drafts).length === 0 ? null : JSON.stringify(drafts));
}

/** The lines of a run that someone began to comment on. */
export const listDrafts = (runId: string): LinePlace[] =>
  Object.keys(readAll(runId)).flatMap((name) => {
    const place = readLineHash(`#${encodeURIComponent(name)}`);
    return place !== null && 'line' in place ? [place] : [];
  });
