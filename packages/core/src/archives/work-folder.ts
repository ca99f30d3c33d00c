import { randomUUID } from 'node:crypto';
import type { Storage } from '../storage/storage.ts';

const dayMs = 24 * 3_600_000;
/** As far back as leftovers of a killed server are looked for. */
const daysLookedBack = 14;

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
const root = (day: string): string => `tmp/archives/${day}`;

/**
 * A new folder of the storage for work on an archive, filed under today. Whoever takes it removes it; what a
 * killed process left behind goes when its day is over.
 */
export async function takeWorkFolder(storage: Storage): Promise<string> {
  const now = Date.now();
  for (let days = 2; days <= daysLookedBack; days += 1) await storage.remove(root(dayOf(now - days * dayMs)));
  return `${root(dayOf(now))}/${randomUUID()}`;
}
